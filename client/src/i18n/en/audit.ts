import type { Translated } from '../types.ts'
import type auditTexts from '../vi/audit.ts'

const texts: Translated<typeof auditTexts> = {
  title: 'Audit trail',
}

export default texts
