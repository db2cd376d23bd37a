import type { SeriesId, SessionDetail } from '@diem-cau/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { dayOf, type Day } from '../../../../state/schedule/days.ts'
import { repetitionOf } from '../../../../state/schedule/recurrence.ts'
import { dayText } from '../../../../state/schedule/typed.ts'
import { Button, ConfirmDialog, ErrorText, useToast } from '../../../../ui/index.ts'
import { SCHEDULE } from '../queries.ts'
import { useRepetitionWords } from '../words.ts'
import { OutdatedNote } from './OutdatedNote.tsx'
import styles from './Session.module.css'

/** The series that a session belongs to, and what may be done to those that follow. */
export function SeriesLine({ session, seriesId }: { session: SessionDetail; seriesId: SeriesId }) {
  const { t } = useTranslation('schedule')
  const words = useRepetitionWords()
  const { data: series } = useQuery({
    queryKey: [SCHEDULE, 'series', seriesId],
    queryFn: ({ signal }) => rest('series.get', { params: { seriesId }, signal }),
  })
  const [asked, setAsked] = useState<'apply' | 'end' | null>(null)
  if (series === undefined) return null
  const repetition = repetitionOf(series.recurrence)
  const isOver = session.state === 'archived' || session.state === 'cancelled'
  const { endedAfter } = series
  const isLast = endedAfter !== null && endedAfter <= dayInSeries(session)
  return (
    <>
      <span>
        {repetition === null
          ? t('repeat.seriesOther', { title: series.title })
          : t('repeat.series', { title: series.title, words: words(repetition) })}
      </span>
      {endedAfter !== null && (
        <span className={styles.seriesOver}>{t('repeat.seriesOver', { day: dayText(endedAfter) })}</span>
      )}
      {session.mayPlan && !isOver && !isLast && (
        <OutdatedNote outdated={{ carriedOn: [], lost: series.outdated.lost }} of="series" />
      )}
      {session.mayPlan && !isOver && !isLast && (
        <span className={styles.seriesButtons}>
          <Button size="sm" onClick={() => setAsked('apply')}>
            {t('repeat.applyFollowing')}
          </Button>
          <Button size="sm" onClick={() => setAsked('end')}>
            {t('repeat.endSeries')}
          </Button>
        </span>
      )}
      <SeriesQuestion
        asked={asked}
        onClose={() => setAsked(null)}
        session={session}
        seriesId={seriesId}
        version={series.version}
      />
    </>
  )
}

/** Its day by the rule, also when it was moved to another one. */
function dayInSeries({ occurrence, startsAt }: SessionDetail): Day {
  return occurrence ?? dayOf(startsAt)
}

interface QuestionProps {
  asked: 'apply' | 'end' | null
  onClose: () => void
  session: SessionDetail
  seriesId: SeriesId
  version: number
}

function SeriesQuestion({ asked, onClose, session, seriesId, version }: QuestionProps) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const toast = useToast()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  const day = dayInSeries(session)
  async function confirm() {
    setProblem(null)
    try {
      const params = { seriesId }
      if (asked === 'apply') {
        const body = { fromSessionId: session.sessionId }
        await rest('series.update', { params, body, ifMatch: version })
        toast({ text: t('repeat.applied') })
      } else {
        const body = { after: day, reason: t('repeat.endReason') }
        await rest('series.end', { params, body, ifMatch: version })
        toast({ text: t('repeat.seriesEnded') })
      }
    } catch (error) {
      setProblem(problemOf(error))
      throw error
    } finally {
      void queries.invalidateQueries({ queryKey: [SCHEDULE] })
    }
  }
  const values = { day: dayText(day) }
  return (
    <ConfirmDialog
      open={asked !== null}
      onOpenChange={(open) => {
        if (open) return
        setProblem(null)
        onClose()
      }}
      title={asked === 'end' ? t('repeat.endTitle') : t('repeat.applyTitle')}
      consequence={asked === 'end' ? t('repeat.endBody', values) : t('repeat.applyBody', values)}
      confirmLabel={asked === 'end' ? t('repeat.endSeries') : t('repeat.applyFollowing')}
      onConfirm={confirm}
      error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
    />
  )
}
