import type { SessionLine } from '@diem-cau/protocol'
import { useQueries } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import { dutyList, findDuty } from '../../../../state/schedule/dutyList.ts'
import type { Day } from '../../../../state/schedule/days.ts'
import { Spinner, TextField } from '../../../../ui/index.ts'
import { sessionKey } from '../queries.ts'
import { useDirectoryTree } from '../useDirectoryTree.ts'
import styles from './Day.module.css'

/** Whom to call at each site of the day’s sessions. */
export function DutyTable({ day, lines }: { day: Day; lines: readonly SessionLine[] }) {
  const { t } = useTranslation('schedule')
  const [text, setText] = useState('')
  const { contents } = useDirectoryTree(day)
  const held = lines.filter(({ state }) => state !== 'cancelled' && state !== 'archived')
  const details = useQueries({
    queries: held.map(({ sessionId }) => ({
      queryKey: sessionKey(sessionId),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        rest('sessions.get', { params: { sessionId }, signal }),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })
  const duty = useMemo(
    () => (contents === null ? null : dutyList(details, contents.sites)),
    [contents, details],
  )
  if (duty === null) return <Spinner>{t('day.techniciansLoading')}</Spinner>
  const named = duty.filter(({ contact }) => contact.name !== '' || contact.phone !== '')
  const missing = duty.filter(({ contact }) => contact.phone === '').length
  const shown = findDuty(named, text)
  return (
    <section className={styles.duty} aria-label={t('day.technicians')}>
      <header className={styles.dutyHead}>
        <h2>{t('day.technicians')}</h2>
        {named.length > 0 && missing > 0 && (
          <span className={styles.soft}>{t('day.missing', { count: missing })}</span>
        )}
        <span className={styles.space} />
        {named.length > 0 && (
          <div className={styles.dutySearch}>
            <TextField
              label={t('day.technicianSearch')}
              hideLabel
              placeholder={t('day.technicianSearch')}
              value={text}
              onChange={setText}
              leading={<Search size={16} />}
              type="search"
            />
          </div>
        )}
      </header>
      {named.length === 0 ? (
        <p className={styles.soft}>{t('day.techniciansNone')}</p>
      ) : (
        <ul className={styles.dutyList}>
          {shown.map(({ siteId, siteName, contact }) => (
            <li key={siteId}>
              <span>{siteName}</span>
              <span className={styles.soft}>{contact.name}</span>
              {contact.phone === '' ? (
                <span className={styles.soft}>{t('day.noPhone')}</span>
              ) : (
                <a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`} className={styles.number}>
                  {contact.phone}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
