import type { Translated } from '../types.ts'
import type vi from '../vi/site.ts'

const site: Translated<typeof vi> = {}

export default site
