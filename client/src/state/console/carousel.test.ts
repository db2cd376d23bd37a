import { describe, expect, test } from 'vitest'
import { carouselPage, carouselSites, columnsFor, roomsToWatch } from './carousel.ts'
import { statusReader } from './siteStatus.ts'
import { aDirectory, aSession, aSiteRow } from './testing.ts'

const directory = aDirectory()
const view = aSession([
  aSiteRow('s-p', { isChair: true }),
  aSiteRow('s-dv'),
  aSiteRow('s-dv1', { presence: 'away' }),
  aSiteRow('s-mv1'),
])
const statusOf = statusReader(view, null)
const ids = (sites: readonly { siteId: string }[]) => sites.map(({ siteId }) => siteId)
const all = { connectedOnly: false, branch: null, perPage: 4 } as const

describe('the rooms that pass in turn', () => {
  test('those of the session, in the order of the tree', () => {
    expect(ids(carouselSites(directory, statusOf, all))).toEqual(['s-p', 's-dv', 's-dv1', 's-mv1'])
  })

  test('only those that are connected, or of one district', () => {
    expect(ids(carouselSites(directory, statusOf, { ...all, connectedOnly: true }))).toEqual([
      's-p',
      's-dv',
      's-mv1',
    ])
    expect(ids(carouselSites(directory, statusOf, { ...all, branch: 'dv' }))).toEqual(['s-dv', 's-dv1'])
    expect(carouselSites(directory, statusOf, { ...all, branch: 'gone' })).toEqual([])
  })
})

describe('the pages', () => {
  const sites = directory.sites

  test('go round in both directions', () => {
    expect(carouselPage(sites, 4, 0)).toMatchObject({ page: 0, pages: 2 })
    expect(carouselPage(sites, 4, 2).page).toBe(0)
    expect(carouselPage(sites, 4, -1).page).toBe(1)
  })

  test('one page is there even for nobody', () => {
    expect(carouselPage([], 9, 3)).toEqual({ page: 0, pages: 1, sites: [] })
  })

  test('the next page’s rooms send ahead, none twice', () => {
    expect(roomsToWatch(sites, 4, 0)).toHaveLength(8)
    expect(roomsToWatch(sites.slice(0, 3), 4, 0)).toHaveLength(3)
  })

  test('are laid out as squarely as they can be', () => {
    expect([4, 9, 16].map(columnsFor)).toEqual([2, 3, 4])
  })
})
