import { EmptyState } from '../../../ui/index.ts'
import { Link, usePath } from '../../../app/navigation.tsx'
import { useTranslation } from '../../../i18n/index.ts'
import { placeWithin } from '../sections.ts'
import { CalendarPage } from './calendar/CalendarPage.tsx'
import { EditSessionPage, NewSessionPage } from './form/FormPage.tsx'
import { calendarPath, placeOf } from './places.ts'
import { useLivePlans } from './queries.ts'

/** The schedule: calendar, form, one session, a day, templates. */
export default function SchedulePage() {
  const { t } = useTranslation('schedule')
  const place = placeOf(placeWithin(usePath(), 'schedule'))
  useLivePlans()
  switch (place?.page) {
    case 'calendar':
      return <CalendarPage />
    case 'new':
      return <NewSessionPage from={place.from} />
    case 'edit':
      return <EditSessionPage key={place.sessionId} sessionId={place.sessionId} />
    default:
      return (
        <EmptyState title={t('session.notFound')}>
          <Link href={calendarPath}>{t('back')}</Link>
        </EmptyState>
      )
  }
}
