import type { Translated } from '../types.ts'
import type officeTexts from '../vi/office.ts'

const texts: Translated<typeof officeTexts> = {
  urgent: 'Urgent call',
  sections: {
    label: 'Sections of the console',
    conduct: 'Conduct',
    schedule: 'Schedule',
    directory: 'Directory',
    people: 'Accounts',
    audit: 'Audit trail',
    me: 'My account',
  },
  forbidden: {
    title: 'This section is for administrators',
    body: 'Your account administers no unit. If you need it, ask the administrator above you.',
    back: 'Back to the desk',
  },
}

export default texts
