import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

type Theme = 'light' | 'dark'
const THEMES: readonly Theme[] = ['light', 'dark']

function colour(name: string, theme: Theme): string {
  const value = new RegExp(`--color-${name}:\\s*([^;]+);`).exec(css)?.[1]
  if (value === undefined) throw new Error(`No token --color-${name}`)
  const both = /light-dark\((#\w+),\s*(#\w+)\)/.exec(value)
  return (both === null ? value : theme === 'light' ? both[1] : both[2]) ?? value
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.040_45 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'selected']
const STATES = ['live', 'good', 'warn', 'standby', 'asked', 'invited', 'idle']
const PAIRS: [front: string, ground: string, least: number][] = [
  ...GROUNDS.flatMap((ground): [string, string, number][] => [
    ['text', ground, 7],
    ['text-soft', ground, 4.5],
    ['text-faint', ground, 4.5],
    ['accent-text', ground, 4.5],
    ['focus', ground, 3],
  ]),
  ...STATES.flatMap((state): [string, string, number][] => [
    [`${state}-text`, `${state}-soft`, 4.5],
    [`${state}-mark`, `${state}-soft`, 3],
    ...['canvas', 'surface', 'raised', 'sunken', 'hover', 'selected'].flatMap(
      (ground): [string, string, number][] => [
        [`${state}-text`, ground, 4.5],
        [`${state}-mark`, ground, 3],
      ],
    ),
  ]),
  ['control-line', 'surface', 3],
  ['control-line', 'raised', 3],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-live', 'live', 4.5],
  ['on-live', 'live-strong', 4.5],
  ['on-warn', 'warn', 4.5],
  ['on-standby', 'standby', 4.5],
  ['text', 'idle-soft', 4.5],
  ['text-soft', 'idle-soft', 4.5],
  ['on-stage', 'stage', 7],
  ['on-stage-soft', 'stage-raised', 4.5],
]

test.each(THEMES)('%s theme: every pair of colours reaches its contrast', (theme) => {
  const short = PAIRS.map(([front, ground, least]) => ({
    pair: `${front} on ${ground}`,
    ratio: Math.round(contrast(colour(front, theme), colour(ground, theme)) * 100) / 100,
    least,
  })).filter(({ ratio, least }) => ratio < least)
  expect(short).toEqual([])
})
