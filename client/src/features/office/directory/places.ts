import { PATHS } from '../../../app/navigation.tsx'

/** What of the directory is on screen. */
export type DirectoryPage =
  | { readonly page: 'units'; readonly unitId: string | null }
  | { readonly page: 'groups'; readonly groupId: string | null }
  | { readonly page: 'history' | 'import' | 'dropTier' }
  | { readonly page: 'merge'; readonly unitId: string | null }

const SEGMENTS = {
  groups: 'nhom',
  history: 'lich-su',
  import: 'nhap',
  merge: 'sap-nhap',
  dropTier: 'bo-cap',
} as const

export function pageOf([first, second]: readonly string[]): DirectoryPage {
  const id = second ?? null
  if (first === 'don-vi') return { page: 'units', unitId: id }
  if (first === SEGMENTS.groups) return { page: 'groups', groupId: id }
  if (first === SEGMENTS.merge) return { page: 'merge', unitId: id }
  if (first === SEGMENTS.history) return { page: 'history' }
  if (first === SEGMENTS.import) return { page: 'import' }
  if (first === SEGMENTS.dropTier) return { page: 'dropTier' }
  return { page: 'units', unitId: null }
}

export const unitPath = (unitId: string): string => `${PATHS.directory}/don-vi/${encodeURIComponent(unitId)}`

export const pagePath = (page: keyof typeof SEGMENTS, id?: string): string =>
  `${PATHS.directory}/${SEGMENTS[page]}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`
