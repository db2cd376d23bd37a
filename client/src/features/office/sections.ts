import type { AccountView } from '@diem-cau/protocol'
import { isWithin, PATHS } from '../../app/navigation.tsx'
import { isAdministrator } from '../../state/console/rights.ts'

export const SECTIONS = ['schedule', 'directory', 'people', 'audit', 'me'] as const
export type Section = (typeof SECTIONS)[number]

/** The section of the office that a path lies in; null for the desk, where sessions are conducted. */
export function sectionOf(path: string): Section | null {
  return SECTIONS.find((section) => isWithin(path, PATHS[section])) ?? null
}

/** What of a path lies below its section: `['session-1']` for a session of the schedule. */
export function placeWithin(path: string, section: Section): string[] {
  return path.slice(PATHS[section].length).split('/').filter(Boolean).map(decodeURIComponent)
}

/** Whether a section has anything for an account. The bridge decides on each call by itself. */
export function mayUse(section: Section, account: Pick<AccountView, 'grants'>): boolean {
  return (section !== 'people' && section !== 'audit') || isAdministrator(account)
}
