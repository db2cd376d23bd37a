import type { Translated } from '../types.ts'
import type peopleTexts from '../vi/people.ts'

const texts: Translated<typeof peopleTexts> = {
  title: 'Accounts and roles',
}

export default texts
