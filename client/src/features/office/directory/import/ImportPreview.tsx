import { useInfiniteQuery } from '@tanstack/react-query'
import { FileSpreadsheet, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { errorText, formatClock, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { ImportMode } from '../../../../state/directory/importFile.ts'
import { rowCount, writtenCount, type Outcome } from '../../../../state/directory/preview.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { Button, ErrorText, Spinner } from '../../../../ui/index.ts'
import { OutcomeFilter } from '../change/OutcomeFilter.tsx'
import { PreviewList } from '../change/PreviewList.tsx'
import { Checkbox } from '../edit/Checkbox.tsx'
import { Page } from '../Page.tsx'
import styles from './Import.module.css'
import type { ImportFlow } from './useImport.ts'

interface ImportPreviewProps {
  flow: Extract<ImportFlow, { step: 'looking' }>
  mode: ImportMode
  onApply: (skipRefused: boolean) => void
  onCancel: () => void
  onReadAgain: () => void
}

const PAGE = 200

/** What a file would change, row by row, before anything is written. */
export function ImportPreview({ flow, mode, onApply, onCancel, onReadAgain }: ImportPreviewProps) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const { state, busy, problem, overtaken } = flow
  const { counts, importId } = state
  const [outcome, setOutcome] = useState<Outcome | null>(firstShown(counts))
  const [skipRefused, setSkipRefused] = useState(false)
  const query = useInfiniteQuery({
    queryKey: ['directory-import', importId, outcome],
    queryFn: ({ pageParam, signal }) =>
      rest('directory.importRows', {
        params: { importId },
        query: {
          limit: PAGE,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
          ...(outcome === null ? {} : { outcome }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    staleTime: Infinity,
  })
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  const total = query.data?.pages[0]?.total ?? 0
  const written = writtenCount(counts)
  const isBlocked = counts.refused > 0 && !skipRefused
  return (
    <Page
      title={t('import.previewTitle')}
      actions={
        <>
          <Button onClick={onCancel}>{t('import.discard')}</Button>
          {overtaken ? (
            <Button tone="primary" onClick={onReadAgain}>
              {t('import.readAgain')}
            </Button>
          ) : (
            <Button
              tone="primary"
              busy={busy}
              disabled={isBlocked || written === 0}
              onClick={() => onApply(skipRefused)}
            >
              {t('change.apply', { count: written })}
            </Button>
          )}
        </>
      }
    >
      <p className={styles.file}>
        <FileSpreadsheet size={18} aria-hidden="true" />
        <strong>{state.fileName}</strong>
        <span>· {t(`import.modes.${mode}`)}</span>
        <span>· {t('import.keptUntil', { time: formatClock(state.expiresAt) })}</span>
      </p>
      <output className={styles.verdict}>
        {written === 0
          ? t('change.nothing')
          : t('import.verdict', { rows: rowCount(counts), written, refused: counts.refused })}
      </output>
      {mode === 'replace' && counts.removed > 0 && (
        <p className={styles.warning}>
          <TriangleAlert size={18} aria-hidden="true" />
          {t('import.replaceWarning', { count: counts.removed })}
        </p>
      )}
      <OutcomeFilter counts={counts} value={outcome} onChange={setOutcome} />
      {query.error !== null ? (
        <ErrorText>{errorText(problemOf(query.error), language)}</ErrorText>
      ) : query.data === undefined ? (
        <Spinner>{t('import.loadingRows')}</Spinner>
      ) : (
        <div className={styles.list}>
          <PreviewList
            key={outcome ?? 'all'}
            label={t('preview.rows')}
            rows={rows}
            total={total}
            onEnd={() => {
              if (!query.isFetchingNextPage) void query.fetchNextPage()
            }}
          />
        </div>
      )}
      {counts.refused > 0 && written > 0 && (
        <Checkbox
          label={t('import.skip', { count: counts.refused })}
          hint={t('import.skipHint')}
          checked={skipRefused}
          onChange={setSkipRefused}
        />
      )}
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </Page>
  )
}

/** What is refused is seen first; then what changes; what stays as it is last. */
function firstShown(counts: ImportPreviewProps['flow']['state']['counts']): Outcome | null {
  if (counts.refused > 0) return 'refused'
  const all = rowCount(counts)
  if (counts.unchanged === 0 || counts.unchanged === all) return null
  return (['changed', 'added', 'removed'] as const).find((outcome) => counts[outcome] > 0) ?? null
}
