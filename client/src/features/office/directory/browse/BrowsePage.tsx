import { useState } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import { Button, EmptyState } from '../../../../ui/index.ts'
import { useDirectoryTree } from '../hooks/useDirectoryTree.ts'
import { unitPath } from '../places.ts'
import styles from './Browse.module.css'
import { TreePane } from './TreePane.tsx'
import { TreeSkeleton } from './TreeSkeleton.tsx'
import { UnitPane } from './UnitPane.tsx'

interface BrowsePageProps {
  unitId: string | null
  /** The day that is looked at; null for today. */
  day: string | null
  onDay: (day: string | null) => void
}

const openUnit = (unitId: string) => navigate(unitPath(unitId))

/** The tree of units on any day, and beside it the one that is open. */
export function BrowsePage({ unitId, day, onDay }: BrowsePageProps) {
  const { t } = useTranslation(['directory', 'common'])
  const language = useLanguage()
  const [all, setAll] = useState(false)
  const { directory, error, progress, reload } = useDirectoryTree({
    ...(day === null ? {} : { on: day }),
    all,
    early: true,
  })
  const shown = unitId ?? directory?.tree.roots[0]?.unitId ?? null
  if (error !== null && directory?.isWhole !== true)
    return (
      <EmptyState
        title={t('load.failed')}
        action={<Button onClick={reload}>{t('common:action.retry')}</Button>}
      >
        {errorText(problemOf(error), language)}
      </EmptyState>
    )
  return (
    <div className={styles.panes}>
      <section className={styles.treePane} aria-label={t('tree.label')}>
        {directory === null ? (
          <TreeSkeleton progress={progress} />
        ) : (
          <TreePane
            directory={directory}
            day={day}
            onDay={onDay}
            all={all}
            onAll={setAll}
            selected={shown}
            onSelect={openUnit}
          />
        )}
      </section>
      <section className={styles.unitPane} aria-label={t('unit.label')}>
        {directory !== null && shown !== null && (
          <UnitPane key={shown} directory={directory} unitId={shown} day={day} onToday={() => onDay(null)} />
        )}
      </section>
    </div>
  )
}
