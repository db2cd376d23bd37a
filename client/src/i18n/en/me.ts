import type { Translated } from '../types.ts'
import type meTexts from '../vi/me.ts'

const texts: Translated<typeof meTexts> = {
  title: 'My account',
}

export default texts
