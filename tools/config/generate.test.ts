import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadConfig, SETTINGS } from '../../server/src/adapters/config/index.ts'
import { configurationFile, configurationPage } from './render.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test('docs/configuration.md is what its tool makes', () => {
  expect(readFileSync(join(root, 'docs/configuration.md'), 'utf8')).toBe(configurationPage())
})

test('config/bridge.yaml is sound', () => {
  expect(loadConfig({ env: {}, cwd: root })).toMatchObject({
    ok: true,
    sources: { file: 'config/bridge.yaml' },
  })
})

test('a fresh file names every setting and says the same as no file at all', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'config-'))
  const defaults = loadConfig({ env: {}, cwd })
  mkdirSync(join(cwd, 'config'))
  writeFileSync(join(cwd, 'config/bridge.yaml'), configurationFile())
  const written = loadConfig({ env: {}, cwd })
  expect(written).toMatchObject({ ok: true, sources: { file: 'config/bridge.yaml' } })
  expect(written.ok && written.config).toEqual(defaults.ok && defaults.config)
  const file: unknown = parse(configurationFile())
  for (const { path } of SETTINGS) expect(file).toHaveProperty([...path])
})
