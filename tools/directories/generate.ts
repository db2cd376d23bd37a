import { writeFileSync } from 'node:fs'
import { haGiang } from './haGiang.ts'
import { twoTier } from './twoTier.ts'

/** Writes the sample directories. They are committed, so that a bridge starts without the source package. */
const folder = new URL('../../config/directories/', import.meta.url)

for (const [file, text] of [
  ['ha-giang.yaml', haGiang()],
  ['two-tier-sample.yaml', twoTier()],
] as const) {
  writeFileSync(new URL(file, folder), text)
  console.log(`config/directories/${file}: ${Buffer.byteLength(text)} bytes`)
}
