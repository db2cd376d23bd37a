import type { AuditEntry } from '@diem-cau/protocol'
import { detailText, kindOf, SCOPE_KEYS } from '@diem-cau/protocol/words'
import { useTranslation } from '../../../i18n/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import { AUDITED_ACTIONS } from '../../../state/people/auditedActions.ts'

/** What is in the trail, in the words of an official. What has no word yet is shown as it is. */
export function useAuditWords() {
  const { t, i18n } = useTranslation(['audit', 'people', 'me'])
  const { directory } = useConsole()
  /** A word of a part of the catalogue, by a name that the bridge chose. */
  function word(part: 'action' | 'detail' | 'value', name: string): string | null {
    const found: unknown = i18n.getResource(i18n.language, 'audit', `${part}.${name}`)
    return typeof found === 'string' ? found : null
  }
  const place = (id: string) =>
    directory?.units.find(({ unitId }) => unitId === id)?.name ?? directory?.site(id)?.name ?? null
  return {
    action: (name: string) => word('action', name) ?? name,
    /** Every action with its word, by that word. */
    actions: () =>
      AUDITED_ACTIONS.map((value) => ({ value, label: word('action', value) ?? value })).toSorted((a, b) =>
        a.label.localeCompare(b.label, i18n.language),
      ),
    actor({ actor, actorName }: AuditEntry): string {
      const kind = kindOf(actor)
      if (kind === 'token') return t('actorKind.viaToken', { name: actorName })
      if (actorName !== '') return actorName
      // By a program of the centre's on the server itself.
      if (actor === 'person:local') return t('actorKind.local')
      if (kind === 'nobody' || kind === 'system') return t(`actorKind.${kind}`)
      return t('actorKind.unknown')
    },
    subject({ subject, subjectName }: AuditEntry): string {
      if (subjectName !== '') return subjectName
      const kind = kindOf(subject)
      if (subject.endsWith(':unknown') && (kind === 'account' || kind === 'site')) {
        return t(`subjectUnknown.${kind}`)
      }
      return '–'
    },
    field: (name: string) => word('detail', name) ?? name,
    detail: (value: unknown) =>
      detailText(value, {
        value: (name) => word('value', name),
        yes: t('value.yes'),
        no: t('value.no'),
        empty: t('value.empty'),
        role: (role) => t(`people:role.${role}`),
        scope: (scope) => t(`me:tokens.scope.${SCOPE_KEYS[scope]}`),
        place,
        change: (before, after) => t('value.change', { before, after }),
        andMore: (items, count) => t('value.andMore', { items, count }),
      }),
  }
}
