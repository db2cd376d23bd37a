import { mkdirSync, writeFileSync } from 'node:fs'
import { configurationFile, configurationPage } from './render.ts'

/**
 * Writes docs/configuration.md from the schema. With `--defaults` also config/bridge.yaml, which then loses what was
 * edited in it.
 */
const root = new URL('../../', import.meta.url)

mkdirSync(new URL('docs/', root), { recursive: true })
writeFileSync(new URL('docs/configuration.md', root), configurationPage())
console.log('docs/configuration.md')
if (process.argv.includes('--defaults')) {
  writeFileSync(new URL('config/bridge.yaml', root), configurationFile())
  console.log('config/bridge.yaml')
}
