import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import type { RequestId, SessionId, SiteId } from '@diem-cau/protocol'
import {
  branchId,
  HandLog,
  MINUTE,
  SECOND,
  sessionId,
  settings,
} from '../../../server/src/core/report/testing.ts'

/* A morning of a meeting of the whole province, written into the store of a bridge as if it had been held there. */

export const HELD = sessionId('session-held')

interface SeedSite {
  readonly siteId: SiteId
  readonly unitId: string
}

const LABELS = [
  'an toàn hồ chứa',
  'giải ngân vốn đầu tư',
  'phòng chống rét cho gia súc',
  'chuyển đổi số cấp xã',
]
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made here
const requestOf = (text: string): RequestId => text as RequestId

/** Each site's lot is by its place in the list: no chance is in it. */
function held(sites: readonly SeedSite[], hub: SiteId): HandLog {
  const all = sites.map(({ siteId }) => siteId)
  const others = all.filter((siteId) => siteId !== hub)
  const agenda = ['Khai mạc', 'Báo cáo tình hình kinh tế – xã hội', 'Tham luận', 'Thảo luận', 'Kết luận'].map(
    (title, index) => ({
      itemId: `item-${index}`,
      kind: ['opening', 'report', 'paper', 'discussion', 'conclusion'][index] ?? 'report',
      title,
      minutes: [10, 30, 30, 60, 20][index] ?? 10,
      siteId: index === 2 ? (others[4] ?? null) : null,
      person: '',
      documentIds: [],
    }),
  )
  const log = new HandLog('branch-held').log('BranchOpened', {
    branchId: branchId('branch-held'),
    sessionId: HELD,
    parentBranchId: null,
    title: 'Giao ban trực tuyến tháng 11',
    hostUnitId: sites.find(({ siteId }) => siteId === hub)?.unitId as never,
    videoCodec: 'vp8',
    rules: { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 30_000 },
    conduct: settings([], { agenda, chairPerson: '' }),
    quorum: null,
    chairSiteId: hub,
    siteIds: all,
  })
  for (const [index, siteId] of all.entries()) {
    if (index % 37 === 36) continue
    log.at(5 * SECOND + index * 400)
    log.log('SiteJoined', { siteId, instance: `page-${index}` as never })
  }
  log.at(2 * MINUTE).log('RollCallOpened', { anew: false })
  for (const [index, siteId] of all.entries()) {
    if (index % 37 === 36) {
      if (index % 2 === 0) log.log('SiteExcused', { siteId, reason: 'Mất điện do sạt lở đường dây' })
      continue
    }
    const invited = 8 + (index % 9)
    log.at(2 * MINUTE + index * 300)
    log.log('RollCallAnswered', { siteId, present: invited - (index % 4), invited, head: '', by: 'site' })
  }
  log.at(4 * MINUTE).log('RollCallClosed', {})
  for (const [index, { itemId }] of agenda.slice(0, 4).entries()) {
    log.at((5 + index * 40) * MINUTE).log('AgendaItemChanged', { itemId, state: 'underWay' })
    log.at((45 + index * 40) * MINUTE).log('AgendaItemChanged', { itemId, state: 'done' })
  }
  speeches(log, others)
  outages(log, others)
  return log
    .at(130 * MINUTE)
    .log('StageHeld', { text: 'Nghỉ giải lao' })
    .at(140 * MINUTE)
    .log('StageHeld', { text: null })
    .log('MessageShown', {
      messageId: 'm',
      text: 'Còn 5 phút vào phần kết luận',
      by: 'Kíp trực',
      target: { to: 'all' },
      siteIds: all,
    })
    .at(165 * MINUTE)
    .log('BranchClosed', { reason: 'ended' })
}

function speeches(log: HandLog, sites: readonly SiteId[]): void {
  for (const [index, label] of [...LABELS, ...LABELS, ...LABELS].entries()) {
    const siteId = sites[index * 13 + 4]
    if (siteId === undefined) continue
    const speech = { requestId: requestOf(`r${index}`), siteId }
    const from = (10 + index * 8) * MINUTE
    log.at(from).log('FloorRequested', {
      ...speech,
      calledByChair: index % 3 === 0,
      kind: index === 0 ? 'paper' : 'discussion',
      topic: `Về ${label}`,
      ...(index === 0 ? { itemId: 'item-2' } : {}),
    })
    log.at(from + 90 * SECOND).log('FloorGranted', { ...speech, slot: 'speaker1', limitMs: 5 * MINUTE })
    const length = (3 + (index % 4)) * MINUTE + index * SECOND
    log.at(from + 90 * SECOND + length)
    if (index === 7) log.log('FloorRevoked', speech)
    else log.log('SpeechEnded', { ...speech, by: 'chair' })
  }
}

function outages(log: HandLog, sites: readonly SiteId[]): void {
  for (const [index, siteId] of sites.entries()) {
    if (index % 11 !== 3 || index % 37 === 35) continue
    const from = (100 + (index % 20)) * MINUTE
    log.at(from).log('SiteDropped', { siteId, since: (log.events[0]?.at ?? 0) + from })
    log.at(from + (20 + index) * SECOND).log('SiteReturned', { siteId, instance: `again-${index}` as never })
  }
  log.at(121 * MINUTE).log('IncidentNoted', {
    incidentId: 'i',
    siteId: sites[3] ?? null,
    text: 'Đứt cáp quang, chuyển sang 4G',
    by: 'Kíp trực',
  })
}

/** Writes it beside what the bridge writes itself. */
export function seedReport(dataDirectory: string, sites: readonly SeedSite[], hub: SiteId): SessionId {
  const { branchId: stream, events } = held(sites, hub)
  const database = new DatabaseSync(join(dataDirectory, 'bridge.sqlite'))
  try {
    database.exec('pragma busy_timeout = 10000; begin immediate')
    database
      .prepare('insert into streams (stream, session_id, opened_at, closed_at) values (?, ?, ?, ?)')
      .run(stream, HELD, events[0]?.at ?? 0, events.at(-1)?.at ?? 0)
    const insert = database.prepare(
      "insert into events (stream, seq, epoch, schema, at, actor, command, type, data) values (?, ?, 1, 4, ?, 'system', null, ?, ?)",
    )
    for (const { seq, at, event } of events)
      insert.run(stream, seq, at, event.type, JSON.stringify(event.data))
    database.exec('commit')
  } finally {
    database.close()
  }
  return HELD
}
