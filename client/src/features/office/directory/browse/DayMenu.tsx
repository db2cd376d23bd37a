import { CalendarDays, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import { Button, Dialog, Menu } from '../../../../ui/index.ts'
import { DayField } from '../DayField.tsx'
import styles from './Browse.module.css'

interface DayMenuProps {
  day: string | null
  /** The day that is on screen. */
  today: string
  turningDays: readonly string[]
  onDay: (day: string | null) => void
}

const MOST_DAYS = 12

/** Chooses the day on which the directory is looked at: days on which it changed are offered. */
export function DayMenu({ day, today, turningDays, onDay }: DayMenuProps) {
  const { t } = useTranslation(['directory', 'common'])
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const offered = turningDays.toReversed().slice(0, MOST_DAYS)
  return (
    <>
      <Menu
        align="start"
        title={t('day.title')}
        trigger={
          <Button size="sm" tone={day === null ? 'quiet' : 'secondary'} icon={<CalendarDays size={16} />}>
            <span className={styles.dayLabel}>
              {day === null ? t('day.today') : t('day.on', { day: formatDay(day) })}
              <ChevronDown size={14} />
            </span>
          </Button>
        }
        items={[
          { key: 'today', label: t('day.today'), checked: day === null, onSelect: () => onDay(null) },
          ...offered.map((turning, index) => ({
            key: turning,
            separated: index === 0,
            label: t('day.turning', { day: formatDay(turning) }),
            checked: day === turning,
            onSelect: () => onDay(turning),
          })),
          {
            key: 'other',
            separated: true,
            label: t('day.other'),
            onSelect: () => {
              setTyped(day ?? today)
              setAsking(true)
            },
          },
        ]}
      />
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        width="sm"
        title={t('day.title')}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:action.cancel')}</Button>
            <Button
              tone="primary"
              disabled={typed === null}
              onClick={() => {
                onDay(typed)
                setAsking(false)
              }}
            >
              {t('day.show')}
            </Button>
          </>
        }
      >
        <DayField label={t('day.label')} value={typed} onChange={setTyped} />
      </Dialog>
    </>
  )
}
