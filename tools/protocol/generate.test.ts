import { readFileSync } from 'node:fs'
import { CLIENT_MESSAGES, ERROR_CATALOGUE, SERVER_MESSAGES } from '@diem-cau/protocol'
import { NODE_REPORTS, NODE_REQUESTS } from '@diem-cau/protocol/node'
import { describe, expect, it } from 'vitest'
import { protocolPage } from './render.ts'

const page = protocolPage()

describe('The protocol’s reference', () => {
  it('is what its tool makes of the schemas now: node tools/protocol/generate.ts', () => {
    expect(readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')).toBe(page)
  })

  it('names every message, error, request and report', () => {
    const names = [CLIENT_MESSAGES, SERVER_MESSAGES, ERROR_CATALOGUE, NODE_REQUESTS, NODE_REPORTS].flatMap(
      Object.keys,
    )
    for (const name of names) expect(page).toContain(`\`${name}\``)
  })

  it('leads every reference to a place that is there', () => {
    const places = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id))
    const references = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id)
    expect(references.length).toBeGreaterThan(50)
    for (const id of references) expect(places).toContain(id)
  })

  it('says of each field what it is', () => {
    expect(page).not.toMatch(/undefined|\[object|NaN/)
    for (const line of page.split('\n')) if (/^\| `\w/.test(line)) expect(line).not.toMatch(/\| +\| +\|$/)
  })
})
