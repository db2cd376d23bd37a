import { readFileSync, writeFileSync } from 'node:fs'
import { protocolPage } from './render.ts'

/** Writes docs/protocol.md from the schemas. With `--check` it only says whether the file is current. */
const file = new URL('../../docs/protocol.md', import.meta.url)
const page = protocolPage()

if (process.argv.includes('--check')) {
  const isCurrent = readFileSync(file, 'utf8') === page
  console.log(
    isCurrent ? 'docs/protocol.md is current' : 'docs/protocol.md is old: node tools/protocol/generate.ts',
  )
  process.exitCode = isCurrent ? 0 : 1
} else {
  writeFileSync(file, page)
  console.log('docs/protocol.md')
}
