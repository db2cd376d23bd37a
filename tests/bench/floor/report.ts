import type { Measured } from './measure.ts'
import { percentile } from './statistics.ts'

/** The result as it is printed; times in milliseconds, null where nothing was seen or heard at all. */
export interface FloorReport {
  readonly name: 'floor'
  readonly switches: number
  readonly receivers: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly coldP50Ms: number | null
  readonly coldP95Ms: number | null
  readonly sdpOperations: number
  readonly consumersCreated: number
  /** Share of all pictures, one for each switch and receiver, that came within the bound. */
  readonly followed: number
  /** From the command to the tone, p95. */
  readonly audioFollowMs: number | null
  readonly audioFollowed: number
  /** How far picture and sound of one instant lie apart where they are seen and heard: p95, without sign. */
  readonly avSyncMs: number | null
  /** Its median with sign: positive when the picture comes later. */
  readonly avLagP50Ms: number | null
  /** Claps that were measured. */
  readonly claps: number
}

const share = (part: number, whole: number): number => Math.floor((part / whole) * 10_000) / 10_000

export function reportOf(measured: Measured, lagsMs: readonly number[], receivers: number): FloorReport {
  const { standby, cold } = measured.pictureMs
  return {
    name: 'floor',
    switches: measured.switches,
    receivers,
    p50Ms: percentile(standby, 0.5),
    p95Ms: percentile(standby, 0.95),
    coldP50Ms: percentile(cold, 0.5),
    coldP95Ms: percentile(cold, 0.95),
    sdpOperations: measured.sdpOperations,
    consumersCreated: measured.consumersCreated,
    followed: share(standby.length + cold.length, measured.expectedPictures),
    audioFollowMs: percentile(measured.soundMs, 0.95),
    audioFollowed: share(measured.soundMs.length, measured.expectedSounds),
    avSyncMs: percentile(
      lagsMs.map((lagMs) => Math.abs(lagMs)),
      0.95,
    ),
    avLagP50Ms: percentile(lagsMs, 0.5),
    claps: lagsMs.length,
  }
}

/** Did every receiver follow every change, without any work of its own? */
export function passed(report: FloorReport): boolean {
  return (
    report.followed === 1 &&
    report.audioFollowed === 1 &&
    report.avSyncMs !== null &&
    report.sdpOperations === 0 &&
    report.consumersCreated === 0
  )
}

const ms = (value: number | null): string => (value === null ? '–' : `${value} ms`)

export function tableOf(report: FloorReport): string {
  const rows: [string, string, string][] = [
    ['lệnh → hình đầu tiên · command → first picture', 'p50', 'p95'],
    ['  chuẩn bị trước · from standby', ms(report.p50Ms), ms(report.p95Ms)],
    ['  không chuẩn bị · cold', ms(report.coldP50Ms), ms(report.coldP95Ms)],
    ['lệnh → tiếng · command → sound', '', ms(report.audioFollowMs)],
    ['hình – tiếng · picture – sound', ms(report.avLagP50Ms), ms(report.avSyncMs)],
  ]
  const lines = rows.map(([name, p50, p95]) => `${name.padEnd(50)}${p50.padStart(10)}${p95.padStart(10)}`)
  const counts = [
    `${report.switches} lần đổi, ${report.receivers} nơi nhận · switches, receivers`,
    `theo kịp · followed: hình · picture ${report.followed * 100} %, tiếng · sound ${report.audioFollowed * 100} %`,
    `ở nơi nhận · at receivers: ${report.sdpOperations} SDP, ${report.consumersCreated} consumer`,
  ]
  return [...lines, ...counts].join('\n')
}
