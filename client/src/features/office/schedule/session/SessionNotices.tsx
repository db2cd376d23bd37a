import { NOTICE_STATES, type NoticeView, type SessionDetail } from '@diem-cau/protocol'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import {
  Button,
  DataTable,
  EmptyState,
  ErrorText,
  Select,
  Spinner,
  StatusDot,
  useToast,
  type StatusTone,
} from '../../../../ui/index.ts'
import { Failed } from '../Failed.tsx'
import { SCHEDULE } from '../queries.ts'
import { useDayWords } from '../words.ts'
import { noticeReason } from './noticeReason.ts'
import styles from './Session.module.css'

const TONES: Readonly<Record<NoticeView['state'], StatusTone>> = {
  waiting: 'idle',
  sending: 'standby',
  sent: 'good',
  failed: 'warn',
  uncertain: 'asked',
  dropped: 'left',
}
const PAGE = 100
/** While something is on its way its state is asked for so often. */
const WATCH_MS = 3_000

type StateFilter = NoticeView['state'] | 'all'

/** Who was told by which way, and what became of it; what failed is sent again from here. */
export function SessionNotices({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  const [state, setState] = useState<StateFilter>('all')
  const notices = useNotices(session, state)
  const { problem, resend, busy } = useResend(session)
  const language = useLanguage()
  const rows = notices.data?.pages.flatMap(({ items }) => items) ?? []
  const failed = rows.filter((row) => row.state === 'failed')
  const total = notices.data?.pages[0]?.total ?? 0
  if (notices.error !== null) return <Failed error={notices.error} onRetry={() => void notices.refetch()} />
  if (notices.data === undefined) return <Spinner>{t('notice.loading')}</Spinner>
  if (rows.length === 0 && state === 'all') {
    const isSilent = notices.data.pages[0]?.channels.length === 0
    return (
      <EmptyState title={t('notice.none')}>
        {t(isSilent ? 'notice.silentBody' : 'notice.noneBody')}
      </EmptyState>
    )
  }
  return (
    <div className={styles.notices}>
      <div className={styles.noticeBar}>
        <div className={styles.noticeFilter}>
          <Select
            label={t('notice.filter')}
            hideLabel
            value={state}
            onChange={(value) => setState(NOTICE_STATES.find((entry) => entry === value) ?? 'all')}
            options={[
              { value: 'all', label: t('notice.all') },
              ...NOTICE_STATES.map((value) => ({ value, label: t(`notice.state.${value}`) })),
            ]}
          />
        </div>
        <output className={styles.soft}>{t('notice.count', { count: total })}</output>
        <span className={styles.space} />
        {session.mayPlan && failed.length > 0 && (
          <Button busy={busy} onClick={() => void resend(failed)}>
            {t('notice.resendAll', { count: failed.length })}
          </Button>
        )}
      </div>
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {rows.length === 0 ? (
        <EmptyState title={t('notice.noneFound')} />
      ) : (
        <NoticeTable rows={rows} mayPlan={session.mayPlan} onResend={(row) => void resend([row])} />
      )}
      {notices.hasNextPage && (
        <Button busy={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('notice.more')}
        </Button>
      )}
    </div>
  )
}

interface NoticeTableProps {
  rows: readonly NoticeView[]
  mayPlan: boolean
  onResend: (row: NoticeView) => void
}

function NoticeTable({ rows, mayPlan, onResend }: NoticeTableProps) {
  const { t } = useTranslation('schedule')
  const { moment } = useDayWords()
  const reasonText = (error: string): string => {
    const reason = noticeReason(error)
    return reason === null ? error : t(`notice.reason.${reason}`)
  }
  return (
    <div className={styles.noticeTable}>
      <DataTable
        caption={t('session.notices')}
        rows={rows}
        keyOf={(row) => row.noticeId}
        columns={[
          {
            key: 'state',
            head: t('notice.stateHead'),
            width: '170px',
            render: (row) => (
              <StatusDot tone={TONES[row.state]} label={t(`notice.state.${row.state}`)} badge />
            ),
          },
          {
            key: 'recipient',
            head: t('notice.recipient'),
            render: (row) => (
              <>
                {row.recipientName}{' '}
                {row.recipient !== row.recipientName && <span className={styles.soft}>{row.recipient}</span>}
                {row.error !== null && row.state !== 'sent' && (
                  <div className={styles.noticeError}>{reasonText(row.error)}</div>
                )}
                {row.state === 'uncertain' && <div className={styles.soft}>{t('notice.uncertainHint')}</div>}
              </>
            ),
          },
          {
            key: 'channel',
            head: t('notice.channelHead'),
            width: '120px',
            render: (row) => t(`notice.channel.${row.channel}`),
          },
          {
            key: 'kind',
            head: t('notice.kindHead'),
            width: '110px',
            render: (row) => t(`notice.kind.${row.kind}`),
          },
          {
            key: 'when',
            head: t('notice.whenHead'),
            width: '210px',
            render: (row) => (
              <>
                {moment(row.sentAt ?? row.createdAt)}
                <div className={styles.soft}>
                  {row.attempts > 1 && t('notice.attempts', { count: row.attempts })}{' '}
                  {row.nextAttemptAt !== null && t('notice.next', { when: moment(row.nextAttemptAt) })}
                </div>
              </>
            ),
          },
          {
            key: 'resend',
            head: '',
            width: '110px',
            align: 'end',
            render: (row) =>
              mayPlan &&
              (row.state === 'failed' || row.state === 'uncertain') && (
                <Button
                  size="sm"
                  aria-label={t('notice.resendName', { name: row.recipientName })}
                  onClick={() => onResend(row)}
                >
                  {t('notice.resend')}
                </Button>
              ),
          },
        ]}
      />
    </div>
  )
}

function useNotices({ sessionId }: SessionDetail, state: StateFilter) {
  return useInfiniteQuery({
    queryKey: [SCHEDULE, 'notices', sessionId, state],
    queryFn: ({ pageParam, signal }) =>
      rest('sessions.notices', {
        params: { sessionId },
        query: {
          limit: PAGE,
          ...(state === 'all' ? {} : { state }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) =>
        items.some((row) => row.state === 'waiting' || row.state === 'sending'),
      ) === true
        ? WATCH_MS
        : false,
  })
}

function useResend({ sessionId }: SessionDetail) {
  const { t } = useTranslation('schedule')
  const toast = useToast()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function resend(rows: readonly NoticeView[]) {
    setBusy(true)
    setProblem(null)
    try {
      for (const { noticeId } of rows) {
        // One after the other: the gateway behind it takes no bursts.
        // oxlint-disable-next-line no-await-in-loop
        await rest('notices.resend', { params: { sessionId, noticeId } })
      }
      toast({ text: t('notice.resent') })
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: [SCHEDULE, 'notices'] })
    }
  }
  return { problem, resend, busy }
}
