import type { SessionId, SiteId } from '@diem-cau/protocol'
import { expect, test, vi } from 'vitest'
import type { MediaEndpoint } from './MediaEndpoint.ts'
import { TileSet } from './TileSet.ts'
import type { MediaPort } from './types.ts'

/* eslint-disable typescript/no-unsafe-type-assertion -- stand-ins of what the tiles need */
const site = 's-1' as SiteId

function aTileSet() {
  const told: string[][] = []
  const consumed: string[] = []
  const port = {
    request: async (_: string, { siteIds }: { siteIds: string[] }) => {
      if (siteIds.length > 0) told.push(siteIds)
    },
  } as unknown as MediaPort
  const endpoint = {
    consumeTile: async (siteId: string) => {
      consumed.push(siteId)
      return new EventTarget()
    },
    closeTile: async () => {},
  } as unknown as MediaEndpoint
  const tiles = new TileSet(port, 'x' as SessionId, () => {})
  tiles.setEndpoint(endpoint)
  return { tiles, told, consumed }
}
/* eslint-enable typescript/no-unsafe-type-assertion */

test('what is on screen is said to the server, then received', async () => {
  const { tiles, told, consumed } = aTileSet()
  tiles.watch([site])
  await vi.waitFor(() => expect(tiles.tracks.has(site)).toBe(true))
  expect([told, consumed]).toEqual([[[site]], [site]])
})

test('after a new socket every tile is asked for again: the node has ended those of the old one', async () => {
  const { tiles, told, consumed } = aTileSet()
  tiles.watch([site])
  await vi.waitFor(() => expect(tiles.tracks.has(site)).toBe(true))
  tiles.handleOnline()
  expect(tiles.tracks.size).toBe(0)
  await vi.waitFor(() => expect(tiles.tracks.has(site)).toBe(true))
  expect([told, consumed]).toEqual([
    [[site], [site]],
    [site, site],
  ])
})
