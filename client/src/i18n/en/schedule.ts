import type { Translated } from '../types.ts'
import type scheduleTexts from '../vi/schedule.ts'

const texts: Translated<typeof scheduleTexts> = {
  title: 'Schedule',
}

export default texts
