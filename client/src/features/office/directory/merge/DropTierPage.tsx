import { useState } from 'react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import { mayChangeAnything } from '../../../../state/directory/rights.ts'
import { rest } from '../../../../state/rest.ts'
import { EmptyState, Select } from '../../../../ui/index.ts'
import { tierWord } from '../../../../ui/tree/tierWord.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { DayField } from '../DayField.tsx'
import styles from '../Directory.module.css'
import { useDirectoryPage } from '../hooks/useDirectoryPage.tsx'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { PlanPage } from './PlanPage.tsx'

/** Ends a whole tier on a day: what hung below it hangs one higher. */
export function DropTierPage() {
  const { t } = useTranslation('directory')
  const { account } = useConsole()
  const page = useDirectoryPage()
  if (!mayChangeAnything(account)) return <EmptyState title={t('readOnlyPage')} />
  if ('instead' in page) return page.instead
  return <DropTierForm directory={page.directory} />
}

function DropTierForm({ directory }: { directory: DirectoryOnDay }) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const { tree, tiers } = directory
  // The top stays; the lowest has nothing below it that could go on.
  const droppable = tiers.filter(({ tier }) => tier > 1)
  const [tier, setTier] = useState(droppable[0]?.tier ?? 2)
  const [on, setOn] = useState<string | null>(directory.on)
  const [tried, setTried] = useState(false)
  const ending = tree.units.filter((unit) => unit.tier === tier && unit.kind !== 'body')
  const risingCount = ending.reduce((sum, { childIds }) => sum + childIds.length, 0)
  const word = tierWord(tiers, tier, language)

  if (droppable.length === 0)
    return <EmptyState title={t('dropTier.none')}>{t('dropTier.noneBody')}</EmptyState>
  return (
    <PlanPage
      title={t('dropTier.title')}
      intro={t('dropTier.intro')}
      planOf={() => {
        setTried(true)
        return on === null ? null : () => rest('directory.planDropTier', { body: { tier, on } })
      }}
      summary={() => t('dropTier.summary', { tier: word, day: formatDay(on ?? '') })}
      inWords={
        <div className={styles.words}>
          <p>
            {t('dropTier.words', {
              day: formatDay(on ?? ''),
              tier: word,
              ending: ending.length,
              rising: risingCount,
            })}
          </p>
          <p>{t('merge.sitesKeep')}</p>
        </div>
      }
    >
      <section className={styles.card} style={{ maxInlineSize: 560 }}>
        <Select
          label={t('dropTier.which')}
          value={String(tier)}
          onChange={(value) => setTier(Number(value))}
          options={droppable.map((one) => ({ value: String(one.tier), label: one.name[language] }))}
          hint={t('dropTier.now', { ending: ending.length, rising: risingCount })}
        />
        <DayField
          label={t('dropTier.day')}
          value={on}
          onChange={setOn}
          error={tried && on === null ? t('day.wrong') : undefined}
          hint={t('dropTier.dayHint')}
        />
      </section>
    </PlanPage>
  )
}
