import type { Translated } from '../types.ts'
import type vi from '../vi/audit.ts'

const audit: Translated<typeof vi> = {
  title: 'Audit trail',
  body: 'Everything that changed data or a session, newest first. Nobody can change or delete it.',
  search: 'Search by person, action, subject',
  from: 'From',
  to: 'To',
  outcome: 'Outcome',
  anyOutcome: 'Any outcome',
  done: 'Done',
  refused: 'Refused',
  export: 'Download (CSV)',
  loading: 'Loading the audit trail…',
  more: 'Show more',
  none: 'Nothing was done yet',
  noneFound: 'Nothing fits',
  noneFoundBody: 'Try fewer letters or a wider range of days.',
  count: '{{count}} actions',
  column: { at: 'When', actor: 'Who', action: 'Action', subject: 'Subject', outcome: 'Outcome' },
  details: 'Details',
  detailsOf: 'Details of the action at {{time}}',
  field: { address: 'Address', unit: 'Unit', actorId: 'Id of the person', subjectId: 'Id of the subject' },
}

export default audit
