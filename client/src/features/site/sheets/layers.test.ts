import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SOURCES = join(import.meta.dirname, '../../..')
const tokens = readFileSync(join(SOURCES, 'ui/tokens.css'), 'utf8')

/** The layers that a style sheet's rules are on, in numbers. */
function layersIn(path: string): number[] {
  const css = readFileSync(join(SOURCES, path), 'utf8')
  return [...css.matchAll(/z-index:\s*(?:var\((--layer-\w+)\)|(\d+));/g)].map(([, token, number]) =>
    token === undefined ? Number(number) : Number(new RegExp(`${token}:\\s*(\\d+)`).exec(tokens)?.[1]),
  )
}

function stylesOfTheRoom(): string[] {
  return readdirSync(join(SOURCES, 'features/site'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => join('features/site', name))
}

describe('That somebody hears the room', () => {
  it.each(['features/site/Tally.module.css', 'features/site/sheets/TalkbackSheet.module.css'])(
    'is hidden by nothing that the room can be shown: %s',
    (sign) => {
      const others = [...stylesOfTheRoom(), 'ui/Dialog.module.css'].flatMap(layersIn)
      expect(others.length).toBeGreaterThan(5)
      expect(others.every(Number.isFinite)).toBe(true)
      expect(Math.min(...layersIn(sign))).toBeGreaterThanOrEqual(Math.max(...others))
    },
  )
})
