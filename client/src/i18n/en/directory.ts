import type { Translated } from '../types.ts'
import type directoryTexts from '../vi/directory.ts'

const texts: Translated<typeof directoryTexts> = {
  title: 'Directory of units and sites',
}

export default texts
