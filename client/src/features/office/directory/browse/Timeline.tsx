import { assertUnreachable, type TierSet } from '@diem-cau/protocol'
import { Link } from '../../../../app/navigation.tsx'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import type { NamedUnit, TimelineDay, UnitEvent } from '../../../../state/directory/timeline.ts'
import { unitPath } from '../places.ts'
import styles from './Browse.module.css'

interface TimelineProps {
  days: readonly TimelineDay[]
  tiers: TierSet['tiers']
  /** The day that is looked at: what comes after it is marked. */
  today: string
}

/** What happened to a unit, the newest first. */
export function Timeline({ days, tiers, today }: TimelineProps) {
  const { t } = useTranslation('directory')
  return (
    <ol className={styles.timeline}>
      {days.map(({ day, events }) => (
        <li key={day} className={styles.moment} data-coming={day > today}>
          <time dateTime={day}>
            {formatDay(day)}
            {day > today && ` · ${t('standing.coming')}`}
          </time>
          {events.map((event) => (
            <EventLine key={event.kind} event={event} tiers={tiers} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function EventLine({ event, tiers }: { event: UnitEvent; tiers: TierSet['tiers'] }) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const tierName = (tier: number) =>
    tiers.find((other) => other.tier === tier)?.name[language] ?? String(tier)
  switch (event.kind) {
    case 'began':
      return event.from.length === 0 ? (
        <p>{t('timeline.began', { name: event.name })}</p>
      ) : (
        <p>
          {t('timeline.beganFrom', { name: event.name })} <Names units={event.from} />
        </p>
      )
    case 'tookIn':
      return (
        <p>
          {t('timeline.tookIn')} <Names units={event.from} />
        </p>
      )
    case 'ended':
      return event.into.length === 0 ? (
        <p>{t('timeline.ended')}</p>
      ) : (
        <p>
          {t('timeline.endedInto')} <Names units={event.into} />
        </p>
      )
    case 'renamed':
      return <p>{t('timeline.renamed', { before: event.before, after: event.after })}</p>
    case 'recoded':
      return <p>{t('timeline.recoded', { before: event.before, after: event.after })}</p>
    case 'moved':
      return (
        <p>
          {event.after === null
            ? t('timeline.toTop')
            : t('timeline.moved', { before: event.before ?? '—', after: event.after })}
        </p>
      )
    case 'retiered':
      return <p>{t('timeline.retiered', { before: tierName(event.before), after: tierName(event.after) })}</p>
    case 'retyped':
      return (
        <p>{t('timeline.retyped', { before: t(`kind.${event.before}`), after: t(`kind.${event.after}`) })}</p>
      )
    default:
      return assertUnreachable(event)
  }
}

function Names({ units }: { units: readonly NamedUnit[] }) {
  return units.map(({ unitId, name }, index) => (
    <span key={unitId}>
      {index > 0 && ', '}
      <Link href={unitPath(unitId)}>{name}</Link>
    </span>
  ))
}
