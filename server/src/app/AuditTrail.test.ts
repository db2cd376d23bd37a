import { createHash } from 'node:crypto'
import { BridgeError, type UnitId } from '@diem-cau/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AuditTrail, verifyTrail, type AuditRecord, type AuditStore } from './AuditTrail.ts'
import { ManualClock, RecordingLog, settled } from './testing.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const lan = { text: 'person:account-1', name: 'Lan', address: '10.0.0.1' }
const about = (subject: string, details: Record<string, unknown> = {}) => ({
  unitId: 'd1' as UnitId,
  subject,
  subjectName: '',
  details,
})

class MemoryAuditStore implements AuditStore {
  lines: (AuditRecord & { search: string })[] = []
  /** How many lines each write had. */
  readonly writes: number[] = []
  fault: Error | null = null
  /** Writes, and then says that it failed: a connection that was lost at the wrong moment. */
  losesAnswers = false

  last() {
    return Promise.resolve(this.lines.at(-1) ?? null)
  }
  append(records: readonly (AuditRecord & { search: string })[]): Promise<void> {
    if (this.fault !== null && !this.losesAnswers) return Promise.reject(this.fault)
    this.writes.push(records.length)
    this.lines.push(...records)
    return this.fault === null ? Promise.resolve() : Promise.reject(this.fault)
  }
  page() {
    return Promise.resolve(this.lines)
  }
  count() {
    return Promise.resolve(this.lines.length)
  }
  from(seq: number, limit: number) {
    return Promise.resolve(this.lines.filter((line) => line.seq >= seq).slice(0, limit))
  }
}

function aTrail(store = new MemoryAuditStore()) {
  const clock = new ManualClock()
  const log = new RecordingLog()
  const unitName = (unitId: UnitId) => `Đơn vị ${unitId}`
  const trail = new AuditTrail({ store, digest, unitName, clock: clock.read, log })
  return { trail, store, clock, log }
}

describe('The audit trail', () => {
  afterEach(() => vi.useRealTimers())

  it('has a line on disk before who waits for it goes on', async () => {
    const { trail, store, clock } = aTrail()
    await trail.write(lan, 'account.update', about('account:account-2', { state: 'disabled' }), null)
    expect(store.lines).toMatchObject([
      {
        seq: 1,
        at: clock.now,
        actor: 'person:account-1',
        actorName: 'Lan',
        address: '10.0.0.1',
        action: 'account.update',
        outcome: 'done',
        code: null,
        unitId: 'd1',
        unitName: 'Đơn vị d1',
        subject: 'account:account-2',
        details: { state: 'disabled' },
      },
    ])
    await trail.write(lan, 'account.update', about('account:account-2'), 'forbidden')
    expect(store.lines[1]).toMatchObject({ seq: 2, outcome: 'refused', code: 'forbidden' })
  })

  it('has no text that a database refuses, or gives back otherwise than it was chained', async () => {
    const { trail, store } = aTrail()
    const note = { ...about('import:1', { fileName: 'a\0' }), subjectName: 'danh-muc\0\ud800.csv' }
    await trail.write({ ...lan, name: 'Lan\0' }, 'directory.import', note, null)
    const [line] = store.lines
    expect(line).toMatchObject({ actorName: 'Lan\uFFFD', subjectName: 'danh-muc\uFFFD\uFFFD.csv' })
    expect(line?.search).not.toContain('\0')
    // As a text column gives it back.
    store.lines = store.lines.map((one) => ({ ...one, subjectName: one.subjectName.toWellFormed() }))
    expect(await verifyTrail(store, digest)).toEqual({ lines: 1, brokenAt: null })
  })

  it('writes what comes from the live floor together, and in order with what somebody waits for', async () => {
    vi.useFakeTimers()
    const { trail, store } = aTrail()
    for (let click = 0; click < 20; click++) trail.note(lan, 'floor.give', about(`session:${click}`), null)
    expect(store.lines).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(store.writes).toEqual([20])
    trail.note(lan, 'floor.finish', about('session:20'), null)
    await trail.write(lan, 'me.update', about('account:1'), null)
    expect(store.lines.map(({ subject }) => subject).slice(-2)).toEqual(['session:20', 'account:1'])
  })

  it('goes on after the last line that another run has written', async () => {
    const { trail, store } = aTrail()
    await trail.write(lan, 'login', about('a'), null)
    await aTrail(store).trail.write(lan, 'login', about('b'), null)
    expect(store.lines.map(({ seq }) => seq)).toEqual([1, 2])
    expect(await verifyTrail(store, digest)).toEqual({ lines: 2, brokenAt: null })
  })

  it('is searched without accents and case', async () => {
    const { trail, store } = aTrail()
    await trail.write(lan, 'account.create', about('account:Đồng Văn', { note: 'Mèo Vạc' }), null)
    expect(store.lines[0]?.search).toContain('dong van')
    expect(store.lines[0]?.search).toContain('meo vac')
    expect(store.lines[0]?.search).toContain('don vi d1')
  })
})

describe('A disk that takes nothing', () => {
  afterEach(() => vi.useRealTimers())

  it('is told to who waits; the line is kept and written in its place when the disk takes it', async () => {
    vi.useFakeTimers()
    const { trail, store, log } = aTrail()
    store.fault = new BridgeError('storage_failed')
    await expect(trail.write(lan, 'account.create', about('1'), null)).rejects.toMatchObject({
      code: 'storage_failed',
    })
    expect(trail.isBehind).toBe(true)
    trail.note(lan, 'floor.give', about('2'), null)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1)
    store.fault = null
    await vi.advanceTimersByTimeAsync(2_000)
    expect(store.lines.map(({ subject }) => subject)).toEqual(['1', '2'])
    expect(trail.isBehind).toBe(false)
    expect(await verifyTrail(store, digest)).toEqual({ lines: 2, brokenAt: null })
  })

  it('loses nothing unnoticed when it lasts too long: a line says how many are missing', async () => {
    vi.useFakeTimers()
    const { trail, store } = aTrail()
    store.fault = new BridgeError('storage_failed')
    for (let line = 0; line < 10_005; line++) trail.note(lan, 'floor.give', about(`${line}`), null)
    store.fault = null
    await vi.advanceTimersByTimeAsync(10_000)
    expect(store.lines[0]).toMatchObject({ action: 'audit.lost', actor: 'system', details: { lines: 5 } })
    expect(store.lines[1]).toMatchObject({ subject: '5' })
    expect(store.lines).toHaveLength(10_001)
  })

  it('writes what waits when it is closed', async () => {
    const { trail, store } = aTrail()
    trail.note(lan, 'floor.give', about('1'), null)
    await trail.close()
    await settled()
    expect(store.lines).toHaveLength(1)
  })
})

describe('Tampering', () => {
  const aWritten = async () => {
    const { trail, store } = aTrail()
    for (let line = 1; line <= 5; line++)
      await trail.write(lan, 'login', about(`${line}`, { device: 'Chrome', line }), null)
    return store
  }

  it.each<[string, (lines: MemoryAuditStore['lines']) => MemoryAuditStore['lines'], number]>([
    [
      'a line that says something else',
      (lines) => lines.with(2, { ...lineAt(lines, 2), actorName: 'Minh' }),
      3,
    ],
    ['a detail that was changed', (lines) => lines.with(3, { ...lineAt(lines, 3), details: {} }), 4],
    ['a line that was taken out', (lines) => lines.toSpliced(1, 1), 2],
    [
      'a line that was put in',
      (lines) =>
        lines.toSpliced(2, 0, { ...lineAt(lines, 1), seq: 3 }).map((one, at) => ({ ...one, seq: at + 1 })),
      3,
    ],
    ['the first line', (lines) => lines.slice(1), 1],
  ])('shows: %s', async (_what, change, brokenAt) => {
    const store = await aWritten()
    expect(await verifyTrail(store, digest)).toEqual({ lines: 5, brokenAt: null })
    store.lines = change(store.lines)
    expect(await verifyTrail(store, digest)).toMatchObject({ brokenAt })
  })
})

function lineAt(lines: MemoryAuditStore['lines'], at: number) {
  const one = lines[at]
  if (one === undefined) throw new RangeError('no such line')
  return one
}
