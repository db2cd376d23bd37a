import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from './loadConfig.ts'

const cwd = mkdtempSync(join(tmpdir(), 'config-'))
const faults = (env: Record<string, string>): string[] => {
  const loaded = loadConfig({ env, cwd, cores: 2 })
  return loaded.ok ? [] : loaded.faults.map(({ file, reason }) => `${file}: ${reason.en}`)
}
const MAIL = { BRIDGE_MAIL_HOST: 'mail.example.invalid', BRIDGE_MAIL_FROM: 'hop@example.invalid' }

describe('The settings of notices', () => {
  it('send nothing anywhere unless told where', () => {
    const loaded = loadConfig({ env: {}, cwd, cores: 2 })
    expect(
      loaded.ok && [loaded.config.mail.host, loaded.config.sms.url, loaded.config.webhooks.endpoints],
    ).toEqual(['', '', []])
  })

  it('take a list of numbers from the environment', () => {
    const loaded = loadConfig({ env: { BRIDGE_NOTICES_REMINDER_MINUTES: '60, 15' }, cwd, cores: 2 })
    expect(loaded.ok && loaded.config.notices.reminderMinutes).toEqual([60, 15])
  })

  it('need an address of the sender, and a password for a user, which never goes in the clear', () => {
    expect(faults(MAIL)).toEqual([])
    expect(faults({ ...MAIL, BRIDGE_MAIL_FROM: 'nobody' })).toEqual([
      expect.stringContaining('mail.from must be an e-mail address'),
    ])
    expect(faults({ ...MAIL, BRIDGE_MAIL_USER: 'hop' })).toEqual([
      expect.stringContaining('mail.passwordFile must be set too'),
    ])
    const clear = {
      ...MAIL,
      BRIDGE_MAIL_USER: 'hop',
      BRIDGE_MAIL_PASSWORD_FILE: 'x',
      BRIDGE_MAIL_SECURITY: 'none',
    }
    expect(faults(clear)).toEqual([expect.stringContaining('not sent in the clear')])
  })

  it('refuse a gateway’s text that is not understood, and what is no regular expression', () => {
    const url = { BRIDGE_SMS_URL: 'https://sms.example.invalid' }
    expect(faults({ ...url, BRIDGE_SMS_BODY: '{"to":"{to}"}' })).not.toEqual([])
    expect(faults({ ...url, BRIDGE_SMS_BODY: '{phone}' })).toEqual([
      expect.stringContaining('"{phone}" is not understood'),
    ])
    expect(faults({ ...url, BRIDGE_SMS_SUCCESS_PATTERN: '(' })).toEqual([
      expect.stringContaining('not a regular expression'),
    ])
    expect(faults({ BRIDGE_SMS_URL: 'ftp://x' })).toHaveLength(1)
  })

  it('refuse two webhooks of one name, and one that leads nowhere', () => {
    const hook = { name: 'zalo', url: 'https://oa.example.invalid', secretFile: 'x' }
    const of = (...endpoints: object[]) => faults({ BRIDGE_WEBHOOKS_ENDPOINTS: JSON.stringify(endpoints) })
    expect(of(hook)).toEqual([])
    expect(of(hook, hook)).toEqual([expect.stringContaining('declared twice')])
    expect(of({ ...hook, url: 'file:///etc/passwd' })).toHaveLength(1)
    expect(of({ ...hook, url: 'https://a b' })).toHaveLength(1)
  })
})
