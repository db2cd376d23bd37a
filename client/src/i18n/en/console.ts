import type { Translated } from '../types.ts'
import type vi from '../vi/console.ts'

const consoleTexts: Translated<typeof vi> = {
  title: 'Console',
}

export default consoleTexts
