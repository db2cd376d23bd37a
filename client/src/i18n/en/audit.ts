import { AUDIT_WORDS } from '@diem-cau/protocol/words'
import type { Translated } from '../types.ts'
import type vi from '../vi/audit.ts'

/** What actions, details and values are called is shared with the bridge, which writes it into files. */
const audit: Translated<typeof vi> = {
  ...AUDIT_WORDS.en,
  title: 'Audit trail',
  body: 'Everything that changed data or a session, newest first. Nobody can change or delete it.',
  search: 'Search by person, subject, address',
  from: 'From',
  to: 'To',
  actionFilter: 'Action',
  anyAction: 'Any action',
  noAction: 'No action fits',
  outcome: 'Outcome',
  anyOutcome: 'Any outcome',
  clear: 'Clear the filter',
  export: 'Download (CSV)',
  loading: 'Loading the audit trail…',
  more: 'Show more',
  none: 'Nothing was done yet',
  noneFound: 'Nothing fits',
  noneFoundBody: 'Try fewer letters, a wider range of days, or clear the filter.',
  count: 'Actions: {{count}}',
}

export default audit
