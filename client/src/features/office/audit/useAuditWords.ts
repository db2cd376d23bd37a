import type { AuditEntry } from '@diem-cau/protocol'
import {
  actorText,
  AUDIT_WORDS,
  auditWord,
  detailText,
  detailWords,
  subjectText,
} from '@diem-cau/protocol/words'
import { useLanguage } from '../../../i18n/index.ts'
import { AUDITED_ACTIONS } from '../../../state/people/auditedActions.ts'
import { useConsole } from '../../console/ConsoleContext.ts'

/** What is in the trail, in the words of an official. What has no word yet is shown as it is. */
export function useAuditWords() {
  const language = useLanguage()
  const { directory } = useConsole()
  const words = AUDIT_WORDS[language]
  const place = (id: string) =>
    directory?.units.find(({ unitId }) => unitId === id)?.name ?? directory?.site(id)?.name ?? null
  const action = (name: string): string => auditWord(words, 'action', name) ?? name
  return {
    action,
    /** Every action with its word, by that word. */
    actions: () =>
      AUDITED_ACTIONS.map((value) => ({ value, label: action(value) })).toSorted((a, b) =>
        a.label.localeCompare(b.label, language),
      ),
    actor: (entry: AuditEntry): string => actorText(entry, words),
    subject: (entry: AuditEntry): string => subjectText(entry, words),
    field: (name: string): string => auditWord(words, 'detail', name) ?? name,
    detail: (value: unknown): string => detailText(value, detailWords(words, place)),
  }
}
