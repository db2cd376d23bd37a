import type { Translated } from '../types.ts'
import type vi from '../vi/pairing.ts'

const pairing: Translated<typeof vi> = {}

export default pairing
