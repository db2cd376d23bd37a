import type { AccountId, DocumentId, SeriesId, SessionId, TemplateId, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { HistoryEntry, PlanWrite, SessionFilter, StoredDocument } from '../../app/planning/ports.ts'
import { siteId, unitId } from '../../core/directory/testing.ts'
import type { PlannedSession } from '../../core/planning/index.ts'
import { aBody, aPlan, sessionId, TUESDAY } from '../../core/planning/testing.ts'
import { SqlDocumentStore } from './SqlDocumentStore.ts'
import { SqlPlanStore } from './SqlPlanStore.ts'
import { SqlSeriesStore } from './SqlSeriesStore.ts'
import { SqlTemplateStore } from './SqlTemplateStore.ts'
import { databases } from './testing.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const history: HistoryEntry = {
  at: 1,
  actor: 'person:a',
  actorName: 'Văn phòng',
  action: 'create',
  changes: [],
}
const everything = { scope: null, accountId: 'account-a' as AccountId }

function writing(session: PlannedSession, before: PlannedSession | null = null): PlanWrite {
  return { session, before, history, notices: null }
}
const together = (...writes: PlanWrite[]) => ({ writes, removals: [], series: null })

describe.each(databases)('Plans in $name', ({ anOpenStore, takesWrites }) => {
  async function aStore() {
    const db = await anOpenStore()
    const queued: unknown[] = []
    const store = new SqlPlanStore(db, (_trx, batch) => {
      queued.push(batch)
      return Promise.resolve()
    })
    const put = (...sessions: PlannedSession[]) =>
      store.write(together(...sessions.map((one) => writing(one))))
    const found = async (
      filter: SessionFilter,
      visibility: Parameters<typeof store.list>[0] = everything,
    ) => {
      const page = await store.list(visibility, filter, { limit: 100, cursor: null, order: 'ascending' })
      expect(page.total).toBe(page.items.length)
      return page.items.map((item) => String(item.sessionId))
    }
    return { db, store, put, found, queued }
  }

  it('are read as they were written', async () => {
    const { store, put } = await aStore()
    const plan = aPlan('a', {
      state: 'live',
      body: aBody({ title: 'Giao ban <b>tháng</b> 11 – “Đồng Văn”', notes: 'a\nb' }),
      occurrence: '2026-11-10',
      isMoved: true,
      startedAt: TUESDAY,
      rehearsals: 2,
    })
    await put(plan)
    expect(await store.find(plan.sessionId)).toEqual(plan)
    expect(await store.find(sessionId('b'))).toBeNull()
  })

  it('are changed by whoever has seen them last; the other is told the version that there is', async () => {
    const { store, put } = await aStore()
    const first = aPlan('a')
    await put(first)
    const second = aPlan('a', { version: 2, body: aBody({ title: 'Hai' }) })
    await store.write(together(writing(second, first)))
    const late = aPlan('a', { version: 2, body: aBody({ title: 'Ba' }) })
    await expect(store.write(together(writing(late, first)))).rejects.toMatchObject({
      code: 'changed_meanwhile',
      data: { version: 2 },
    })
    expect((await store.find(first.sessionId))?.body.title).toBe('Hai')
    expect((await store.history(first.sessionId)).length).toBe(2)
  })

  it('are written together, or none of them is', async () => {
    const { store, put } = await aStore()
    const [a, b] = [aPlan('a'), aPlan('b')]
    await put(a, b)
    const [nextA, wrongB] = [aPlan('a', { version: 2, state: 'scheduled' }), aPlan('b', { version: 9 })]
    await expect(
      store.write(together(writing(nextA, a), writing(wrongB, aPlan('b', { version: 8 })))),
    ).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect((await store.find(a.sessionId))?.state).toBe('draft')
  })

  it('are made once, however often the same one is written as new', async () => {
    const { store, put } = await aStore()
    await put(aPlan('a'))
    await put(aPlan('a', { body: aBody({ title: 'Khác' }) }))
    expect((await store.find(sessionId('a')))?.body.title).toBe('Giao ban tháng 11/2026')
  })

  it('take their notices into the same transaction', async () => {
    const { store, queued } = await aStore()
    const notices = { sessionId: sessionId('a') } as unknown as NonNullable<PlanWrite['notices']>
    await store.write(together({ ...writing(aPlan('a')), notices }))
    expect(queued).toEqual([notices])
  })

  it('go with everything that hangs on them', async () => {
    const { db, store, put } = await aStore()
    const people = [{ accountId: 'account-a' as AccountId, role: 'chair' as const }]
    const plan = aPlan('a', { body: aBody({ people, documentIds: ['document-a' as DocumentId] }) })
    await put(plan)
    await store.write({ writes: [], removals: [plan], series: null })
    expect(await store.find(plan.sessionId)).toBeNull()
    for (const table of [
      'session_sites',
      'session_people',
      'session_documents',
      'session_history',
    ] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    }
    await expect(store.write({ writes: [], removals: [plan], series: null })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('are listed by start, page by page, each once, also when they start together', async () => {
    const { store, put } = await aStore()
    await put(
      ...Array.from({ length: 25 }, (_, index) =>
        aPlan(`m-${String(index).padStart(2, '0')}`, {
          body: aBody({ startsAt: TUESDAY + Math.floor(index / 4) * DAY_MS }),
        }),
      ),
    )
    for (const order of ['ascending', 'descending'] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await store.list(everything, {}, { limit: 7, cursor, order })
        expect(page.total).toBe(25)
        seen.push(...page.items.map((item) => item.sessionId))
        cursor = page.next
      } while (cursor !== null)
      const expected = Array.from({ length: 25 }, (_, index) => `m-${String(index).padStart(2, '0')}`)
      expect(seen).toEqual(order === 'ascending' ? expected : expected.toReversed())
    }
    await expect(
      store.list(everything, {}, { limit: 7, cursor: 'nonsense', order: 'ascending' }),
    ).rejects.toMatchObject({ code: 'invalid_message' })
  })

  it('are found by what they overlap with, and by their words without accents', async () => {
    const { put, found } = await aStore()
    await put(
      aPlan('a', { body: aBody({ title: 'Giao ban tháng 11 – Đồng Văn' }) }),
      aPlan('b', { body: aBody({ title: '100% sẵn_sàng', startsAt: TUESDAY + DAY_MS }), state: 'scheduled' }),
    )
    expect(await found({ q: 'dong van giao' })).toEqual(['a'])
    expect(await found({ q: '100 SẴN' })).toEqual(['b'])
    expect(await found({ q: 'van 100' })).toEqual([])
    expect(await found({ q: '%' })).toEqual(['a', 'b'])
    expect(await found({ from: TUESDAY + HOUR_MS, to: TUESDAY + 3 * HOUR_MS })).toEqual(['a'])
    expect(await found({ from: TUESDAY + 2 * HOUR_MS, to: TUESDAY + DAY_MS })).toEqual([])
    expect(await found({ state: 'scheduled' })).toEqual(['b'])
    expect(await found({ siteId: siteId('sc11') })).toEqual(['a', 'b'])
    expect(await found({ siteId: siteId('sc21') })).toEqual([])
  })

  it('are seen by their host, by those they are announced to, and by those with a role in them', async () => {
    const { put, found } = await aStore()
    const people = [{ accountId: 'account-b' as AccountId, role: 'secretary' as const }]
    await put(
      aPlan('draft'),
      aPlan('announced', { state: 'scheduled', body: aBody({ people }) }),
      aPlan('of-d2', { body: aBody({ hostUnitId: unitId('d2') }), siteIds: [siteId('sd2')] }),
    )
    const scope = (units: UnitId[], sites: string[], accountId = 'account-a') => ({
      scope: { unitIds: units, siteIds: sites.map(siteId) },
      accountId: accountId as AccountId,
    })
    expect(await found({}, scope([unitId('p')], []))).toEqual(['announced', 'draft'])
    expect(await found({}, scope([unitId('d1')], ['sd1', 'sc11']))).toEqual(['announced'])
    expect(await found({}, scope([unitId('d2')], ['sd2', 'sc21']))).toEqual(['of-d2'])
    expect(await found({}, scope([], []))).toEqual([])
    // More than either database takes as variables of one statement.
    const many = Array.from({ length: 70_000 }, (_, index) => `x${index}`)
    expect(await found({}, scope([...many.map(unitId), unitId('d2')], [...many, 'sd1']))).toEqual([
      'announced',
      'of-d2',
    ])
    expect(await found({ hostUnitIds: [unitId('d2'), unitId('d9')] })).toEqual(['of-d2'])
    expect(await found({}, scope([], [], 'account-b'))).toEqual(['announced'])
  })

  it('say what else is on at a time, whatever is over or called off left out', async () => {
    const { store, put } = await aStore()
    const states = ['draft', 'scheduled', 'rehearsing', 'live', 'ended', 'archived', 'cancelled'] as const
    await put(...states.map((state) => aPlan(state, { state })))
    const ids = (await store.overlapping(TUESDAY + HOUR_MS, TUESDAY + 3 * HOUR_MS)).map(
      (one) => one.sessionId,
    )
    expect(ids).toEqual(['draft', 'live', 'rehearsing', 'scheduled'].map(sessionId))
    expect(await store.overlapping(TUESDAY + 2 * HOUR_MS, TUESDAY + 3 * HOUR_MS)).toEqual([])
  })

  it('know the last ones of a kind', async () => {
    const { store, put } = await aStore()
    const at = (id: string, days: number, state: PlannedSession['state'] = 'ended') =>
      aPlan(id, { state, body: aBody({ startsAt: TUESDAY + days * DAY_MS }) })
    await put(at('a', 0), at('b', 28), at('c', 56, 'cancelled'))
    const last = await store.lastOf('provincialMeeting', [unitId('p')], 5)
    expect(last.map((one) => String(one.sessionId))).toEqual(['b', 'a'])
    expect(await store.lastOf('voterMeeting', [unitId('p')], 5)).toEqual([])
  })

  it('are not lost when the disk is full: nothing has happened, and it is said', async () => {
    const { db, store, put } = await aStore()
    await put(aPlan('a'))
    await takesWrites(db, false)
    await expect(put(aPlan('b'))).rejects.toMatchObject({ code: 'storage_failed' })
    await takesWrites(db, true)
    expect(await store.find(sessionId('b'))).toBeNull()
  })

  it('of a series are written with it', async () => {
    const { db, store } = await aStore()
    const series = {
      seriesId: 'series-a' as SeriesId,
      version: 1,
      recurrence: { rule: 'FREQ=WEEKLY', exceptDays: ['2026-12-01'], onHoliday: 'skip' as const },
      body: aBody(),
      madeUntil: '2026-11-10',
      endedAfter: null,
      updatedByName: 'Văn phòng',
    }
    await store.write({ ...together(), series: { series, before: null } })
    const stored = new SqlSeriesStore(db)
    expect(await stored.find(series.seriesId)).toEqual(series)
    const ended = { ...series, version: 2, endedAfter: '2026-12-31' }
    await store.write({ ...together(), series: { series: ended, before: 1 } })
    await expect(store.write({ ...together(), series: { series: ended, before: 1 } })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    expect(await stored.open()).toEqual([])
  })

  it('may be kept as templates', async () => {
    const templates = new SqlTemplateStore(await anOpenStore())
    const template = { templateId: 'template-a' as TemplateId, version: 1, name: 'Đêm', body: aBody() }
    await templates.add(template)
    await templates.add({ ...template, name: 'Khác' })
    await templates.add({ ...template, templateId: 'template-b' as TemplateId, name: 'Ánh' })
    expect((await templates.list()).map(({ name }) => name)).toEqual(['Ánh', 'Đêm'])
    await templates.remove(template.templateId)
    expect(await templates.find(template.templateId)).toBeNull()
  })
})

describe.each(databases)('Documents in $name', ({ anOpenStore }) => {
  const aDocument = (id: string, sha256: string): StoredDocument => ({
    documentId: id as DocumentId,
    fileName: 'Báo cáo.pdf',
    title: 'Báo cáo',
    contentType: 'application/pdf',
    bytes: 5_000_000_000,
    sha256,
    uploadedAt: 1_000,
    uploadedByName: 'Văn phòng',
    hostUnitId: unitId('p'),
    uploadedBy: 'account-a',
  })

  it('are found again, and say which sessions name them', async () => {
    const db = await anOpenStore()
    const documents = new SqlDocumentStore(db)
    await documents.add(aDocument('document-a', 'hash-a'))
    expect(await documents.get('document-a' as DocumentId)).toEqual(aDocument('document-a', 'hash-a'))
    const plans = new SqlPlanStore(db, () => Promise.resolve())
    const body = aBody({ documentIds: ['document-a' as DocumentId] })
    await plans.write(together(writing(aPlan('a', { body }))))
    expect(await documents.namedBy('document-a' as DocumentId)).toEqual(['a' as SessionId])
    expect([
      ...(await documents.find(['document-a' as DocumentId, 'document-b' as DocumentId])).keys(),
    ]).toEqual(['document-a'])
  })

  it('are forgotten when no session has named them for long; a file that two share goes with the last', async () => {
    const db = await anOpenStore()
    const documents = new SqlDocumentStore(db)
    for (const [id, hash] of [
      ['named', 'hash-1'],
      ['unused', 'hash-2'],
      ['shared', 'hash-1'],
    ] as const) {
      await documents.add(aDocument(id, hash))
    }
    const plans = new SqlPlanStore(db, () => Promise.resolve())
    const body = aBody({ documentIds: ['named' as DocumentId] })
    const plan = aPlan('a', { body })
    await plans.write(together(writing(plan)))
    expect(await documents.forgetUnused(2_000, 999)).toEqual([])
    expect(await documents.forgetUnused(3_000, 1_000)).toEqual(['hash-2'])
    expect(await documents.get('named' as DocumentId)).not.toBeNull()
    await plans.write({ writes: [], removals: [plan], series: null })
    // It was named until now: its time begins when it is noticed.
    expect(await documents.forgetUnused(4_000, 3_999)).toEqual([])
    expect(await documents.forgetUnused(9_000, 4_000)).toEqual(['hash-1'])
  })

  it('keep a file that is still somebody’s, however many are forgotten at once', async () => {
    const db = await anOpenStore()
    const documents = new SqlDocumentStore(db)
    await documents.add(aDocument('first', 'hash-0'))
    const row = await db.selectFrom('documents').selectAll().executeTakeFirstOrThrow()
    const rows = Array.from({ length: 6_000 }, (_, index) => ({
      ...row,
      document_id: `document-${index}` as DocumentId,
      sha256: `hash-${index + 1}`,
    }))
    for (let from = 0; from < rows.length; from += 1_000) {
      await db
        .insertInto('documents')
        .values(rows.slice(from, from + 1_000))
        .execute()
    }
    const last = { ...aDocument('another', 'hash-6000'), uploadedAt: 5_000 }
    await documents.add(last)
    const gone = await documents.forgetUnused(6_000, 2_000)
    expect(gone).toHaveLength(6_000)
    expect(gone).not.toContain('hash-6000')
  })
})
