import { onTestFinished, expect, it, describe } from 'vitest'
import { eventually } from '../../tests/support/eventually.ts'
import { MailServer } from '../../tests/support/notices/MailServer.ts'
import { loadConfig } from './adapters/config/index.ts'
import { Lease } from './adapters/store/Lease.ts'
import { queueNotices } from './adapters/store/queueNotices.ts'
import { databases } from './adapters/store/testing.ts'
import { aSession, siteId } from './core/notices/testing.ts'
import { wireNotices } from './notices.ts'

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

describe.each(databases)('Notices over $name', ({ anOpenStore }) => {
  it('go with the change into the outbox, and to a mail server', async () => {
    const mail = await MailServer.start()
    onTestFinished(() => mail.close())
    const loaded = loadConfig({
      env: {
        BRIDGE_MAIL_HOST: '127.0.0.1',
        BRIDGE_MAIL_PORT: String(mail.port),
        BRIDGE_MAIL_SECURITY: 'none',
        BRIDGE_MAIL_FROM: 'hop@example.invalid',
        BRIDGE_NOTICES_SETTLE_SECONDS: '0',
        BRIDGE_MAIL_PER_MINUTE: '6000',
      },
      cwd: process.cwd(),
    })
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults))
    const store = await anOpenStore()
    const lease = await Lease.acquire(store, Date.now())
    const {
      notices,
      outbox,
      store: outboxStore,
    } = wireNotices({
      config: loaded.config,
      store,
      epoch: lease.epoch,
      contacts: {
        ofSite: (site) => ({ name: `Kỹ thuật ${site}`, phone: '', email: `${site}@example.invalid` }),
        ofUnit: () => null,
        unitOfSite: () => null,
        ofAccount: () => Promise.resolve(null),
      },
      clock: Date.now,
      log: quiet,
      onChange: () => {},
    })
    await outbox.start()
    onTestFinished(() => outbox.close())
    const session = aSession({ startsAt: Date.now() + 3_600_000 })
    const batch = await notices.invited(session, [siteId('site-a'), siteId('site-b')])
    await store.transaction().execute((trx) => queueNotices(trx, batch))
    notices.committed()
    await eventually(() => expect(mail.received).toHaveLength(2))
    await eventually(async () => {
      const page = await outboxStore.list(session.sessionId, { limit: 10, cursor: null, state: 'sent' })
      expect(page.total).toBe(2)
    })
  })
})
