import { Link, usePath } from '../../../app/navigation.tsx'
import { loadNamespaces, useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Spinner } from '../../../ui/index.ts'
import { placeWithin } from '../sections.ts'
import { lazy, Suspense } from 'react'
import { CalendarPage } from './calendar/CalendarPage.tsx'
import { DayPage } from './day/DayPage.tsx'
import { EditSessionPage, NewSessionPage } from './form/FormPage.tsx'
import { calendarPath, placeOf } from './places.ts'
import { useLivePlans } from './queries.ts'
import { SessionPage } from './session/SessionPage.tsx'
import { TemplatesPage } from './templates/TemplatesPage.tsx'
import { CallBoardPage } from './urgent/CallBoardPage.tsx'

const ReportPage = lazy(async () => {
  const [{ ReportPage: Page }] = await Promise.all([
    import('./report/ReportPage.tsx'),
    loadNamespaces('report'),
  ])
  return { default: Page }
})

/** The schedule: calendar, form, one session, a day, templates, who has answered an urgent call. */
export default function SchedulePage() {
  const { t } = useTranslation(['schedule', 'common'])
  const place = placeOf(placeWithin(usePath(), 'schedule'))
  useLivePlans()
  if (place === null) {
    return (
      <EmptyState title={t('session.notFound')}>
        <Link href={calendarPath}>{t('back')}</Link>
      </EmptyState>
    )
  }
  switch (place.page) {
    case 'calendar':
      return <CalendarPage />
    case 'new':
      return <NewSessionPage from={place.from} />
    case 'edit':
      return <EditSessionPage key={place.sessionId} sessionId={place.sessionId} />
    case 'session':
      return <SessionPage sessionId={place.sessionId} part={place.part} />
    case 'report':
      return (
        <Suspense fallback={<Spinner size="lg">{t('common:loading.page')}</Spinner>}>
          <ReportPage key={place.sessionId} sessionId={place.sessionId} />
        </Suspense>
      )
    case 'day':
      return <DayPage day={place.day} />
    case 'templates':
      return <TemplatesPage />
    case 'calls':
      return <CallBoardPage key={place.sessionId} sessionId={place.sessionId} />
    default:
      return place satisfies never
  }
}
