import type { SessionDetail, SiteId } from '@diem-cau/protocol'
import { FileText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { restUrl } from '../../../../state/rest.ts'
import { timedAgenda } from '../../../../state/schedule/agenda.ts'
import { dayOf, minutesOf } from '../../../../state/schedule/days.ts'
import { invitedByUnit } from '../../../../state/schedule/invited.ts'
import { clockText } from '../../../../state/schedule/typed.ts'
import { sizeText } from '../../../../state/schedule/upload.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { useDirectoryTree } from '../useDirectoryTree.ts'
import { useDayWords } from '../words.ts'
import { OutdatedNote } from './OutdatedNote.tsx'
import { SeriesLine } from './SeriesLine.tsx'
import styles from './Session.module.css'

/** What is planned. */
export function SessionOverview({ session }: { session: SessionDetail }) {
  return (
    <div className={styles.overview}>
      <div className={styles.column}>
        <Agenda session={session} />
        <Documents session={session} />
        <Notes session={session} />
      </div>
      <div className={styles.column}>
        <Facts session={session} />
        <Invited session={session} />
        <Technicians session={session} />
      </div>
    </div>
  )
}

function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>
        {title}
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </h2>
      {children}
    </section>
  )
}

/** Names as they were on the day of the session; today’s where it does not say. */
function useNames({ names }: SessionDetail): (id: string) => string {
  const { directory } = useConsole()
  return (id) =>
    names[id] ?? directory?.site(id)?.name ?? directory?.units.find(({ unitId }) => unitId === id)?.name ?? id
}

function Facts({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  const { moment } = useDayWords()
  const nameOf = useNames(session)
  const { chair, rehearsalAt, invitedAt } = session
  return (
    <section className={styles.card}>
      <dl className={styles.facts}>
        <dt>{t('session.host')}</dt>
        <dd>{nameOf(session.hostUnitId)}</dd>
        <dt>{t('session.chair')}</dt>
        <dd>
          {chair.person === ''
            ? nameOf(chair.siteId)
            : t('session.chairAt', { person: chair.person, site: nameOf(chair.siteId) })}
        </dd>
        {rehearsalAt !== null && (
          <>
            <dt>{t('field.rehearsalAt')}</dt>
            <dd>{moment(rehearsalAt)}</dd>
          </>
        )}
        {session.seriesId !== null && (
          <>
            <dt>{t('repeat.title')}</dt>
            <dd>
              <SeriesLine session={session} seriesId={session.seriesId} />
            </dd>
          </>
        )}
      </dl>
      <p className={styles.soft}>
        {invitedAt !== null && `${t('session.invitedAt', { when: moment(invitedAt) })} · `}
        {t('session.version', { when: moment(session.updatedAt), name: session.updatedByName })}
      </p>
    </section>
  )
}

function Agenda({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  const nameOf = useNames(session)
  const timed = timedAgenda(session.agenda, minutesOf(session.startsAt))
  return (
    <Card title={t('session.agenda')}>
      {timed.length === 0 ? (
        <p className={styles.soft}>{t('session.agendaNone')}</p>
      ) : (
        <ol className={styles.agenda}>
          {timed.map(({ item, from, to }) => (
            <li key={item.itemId}>
              <span className={styles.time}>
                {clockText(from ?? 0)}–{clockText(to ?? 0)}
              </span>
              <span className={styles.kind}>{t(`agendaKind.${item.kind}`)}</span>
              <span>
                {item.title}
                {item.speaker !== null && (
                  <span className={styles.soft}>
                    {' '}
                    {[item.speaker.person, item.speaker.siteId === null ? '' : nameOf(item.speaker.siteId)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                )}
              </span>
              <span className={styles.soft}>{t('field.minutes', { count: item.minutes })}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

function Documents({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  return (
    <Card title={t('session.documents')}>
      {session.documents.length === 0 && <p className={styles.soft}>{t('session.documentsNone')}</p>}
      <ul className={styles.documents} hidden={session.documents.length === 0}>
        {session.documents.map(({ documentId, fileName, bytes }) => (
          <li key={documentId}>
            <FileText size={16} aria-hidden="true" />
            <a
              href={restUrl('documents.content', { params: { documentId } })}
              target="_blank"
              rel="noopener"
              title={t('form.documentOpen', { name: fileName })}
            >
              {fileName}
            </a>
            <span className={styles.soft}>{sizeText(bytes)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Who is invited, by the units right below the host, each to be opened. */
function Invited({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  const nameOf = useNames(session)
  const { tree } = useDirectoryTree(dayOf(session.startsAt))
  const parts = tree === null ? [] : invitedByUnit(session, tree)
  const names = (siteIds: readonly SiteId[]) =>
    siteIds.map(nameOf).toSorted((a, b) => a.localeCompare(b, 'vi'))
  const isOpen = session.state === 'draft' || session.state === 'scheduled'
  return (
    <Card title={t('session.invited')} aside={t('session.invitedAll', { count: session.siteIds.length })}>
      <ul className={styles.invited}>
        {parts.map(({ unitId, siteIds }) => (
          <li key={unitId ?? 'direct'}>
            <details>
              <summary>
                <span>
                  {unitId === null && parts.length > 1
                    ? t('session.direct')
                    : nameOf(unitId ?? session.hostUnitId)}
                </span>
                <strong>{siteIds.length}</strong>
              </summary>
              <p className={styles.siteNames}>{names(siteIds).join(', ')}</p>
            </details>
          </li>
        ))}
      </ul>
      {isOpen && session.mayPlan && <OutdatedNote outdated={session.outdated} of="session" />}
      <p className={styles.soft}>{t('session.formerNames')}</p>
    </Card>
  )
}

function Technicians({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  const nameOf = useNames(session)
  return (
    <Card title={t('session.technicians')}>
      {session.technicians.length === 0 && <p className={styles.soft}>{t('session.techniciansNone')}</p>}
      <ul className={styles.technicians} hidden={session.technicians.length === 0}>
        {session.technicians.map(({ siteId, contact }, index) => (
          <li key={`${siteId}-${index}`}>
            {nameOf(siteId)}: {contact.name}{' '}
            {contact.phone !== '' && (
              <a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`}>{contact.phone}</a>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Notes({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  if (session.notes === '') return null
  return (
    <Card title={t('session.notes')}>
      <p className={styles.notes}>{session.notes}</p>
    </Card>
  )
}
