import type { UnitRecord } from '@diem-cau/protocol'
import { CircleSlash, Ellipsis, GitMerge, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, navigate } from '../../../../app/navigation.tsx'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { formatDay, recordOn, standingOn } from '../../../../state/directory/dates.ts'
import { unitsAbove } from '../../../../state/directory/DirectoryTree.ts'
import { mayChange } from '../../../../state/directory/rights.ts'
import { formerNames, timelineOf } from '../../../../state/directory/timeline.ts'
import { problemOf } from '../../../../state/problem.ts'
import { Button, EmptyState, Menu, Spinner } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { EditDialog, type Editing } from '../edit/EditDialog.tsx'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { useUnit } from '../hooks/useUnit.ts'
import { pagePath, unitPath } from '../places.ts'
import styles from './Browse.module.css'
import { ChildList } from './ChildList.tsx'
import { SiteList } from './SiteList.tsx'
import { Timeline } from './Timeline.tsx'
import { UnitFacts } from './UnitFacts.tsx'

interface UnitPaneProps {
  directory: DirectoryOnDay
  unitId: string
  /** The day that is looked at; null for today. */
  day: string | null
  onToday: () => void
}

/** One unit: what it is called, where it lies, its rooms, and what became of it through time. */
export function UnitPane({ directory, unitId, day, onToday }: UnitPaneProps) {
  const { t } = useTranslation(['directory', 'common'])
  const language = useLanguage()
  const { account } = useConsole()
  const { detail, predecessors, error, reload } = useUnit(unitId)
  const [editing, setEditing] = useState<Editing | null>(null)

  if (error !== null)
    return (
      <EmptyState
        title={t('unit.failed')}
        action={<Button onClick={reload}>{t('common:action.retry')}</Button>}
      >
        {errorText(problemOf(error), language)}
      </EmptyState>
    )
  if (detail === null) return <Spinner>{t('unit.loading')}</Spinner>
  const record = recordOn(detail.records, directory.on)
  const editable = directory.isWhole && mayChange(account, directory.tree, unitId)
  return (
    <>
      {day !== null && (
        <div className={styles.pastDay}>
          <span>{t('day.looking', { day: formatDay(day) })}</span>
          <Button size="sm" onClick={onToday}>
            {t('day.back')}
          </Button>
        </div>
      )}
      <Crumbs directory={directory} unitId={unitId} />
      <div className={styles.unitHead}>
        <div className={styles.unitTitle}>
          <h2>{record.name}</h2>
          <UnitTags record={record} directory={directory} />
        </div>
        {editable && <UnitActions record={record} onEdit={setEditing} />}
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <UnitFacts record={record} formerNames={formerNames(detail.records, record)} />
          <SiteList directory={directory} unitId={unitId} editable={editable} onEdit={setEditing} />
          <ChildList directory={directory} unitId={unitId} />
        </div>
        <section className={styles.block}>
          <div className={styles.blockHead}>
            <h3>{t('timeline.title')}</h3>
          </div>
          <Timeline days={timelineOf(detail, predecessors)} tiers={directory.tiers} today={directory.on} />
        </section>
      </div>
      {editing !== null && (
        <EditDialog
          editing={editing}
          directory={directory}
          record={record}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

function Crumbs({ directory, unitId }: { directory: DirectoryOnDay; unitId: string }) {
  const { t } = useTranslation('directory')
  const above = unitsAbove(directory.tree, unitId).toReversed()
  return (
    <nav className={styles.crumbs} aria-label={t('unit.above')}>
      {above.map(({ unitId: upper, name }) => (
        <span key={upper}>
          <Link href={unitPath(upper)}>{name}</Link> ›
        </span>
      ))}
    </nav>
  )
}

function UnitTags({ record, directory }: { record: UnitRecord; directory: DirectoryOnDay }) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const standing = standingOn(record, directory.on)
  const kind = t(`kind.${record.kind}`)
  const tier = directory.tiers.find((other) => other.tier === record.tier)?.name[language]
  return (
    <div className={styles.tags}>
      <span className={styles.tag}>{kind}</span>
      {tier !== undefined && tier !== kind && record.kind !== 'body' && (
        <span className={styles.tag}>{tier}</span>
      )}
      <span className={styles.tag}>{t('unit.codeIs', { code: record.code })}</span>
      <span className={styles.tag} data-tone={standing === 'current' ? 'good' : 'warn'}>
        {standing === 'current'
          ? t('unit.since', { day: formatDay(record.validFrom) })
          : standing === 'ended'
            ? t('unit.until', { day: formatDay(record.validTo ?? '') })
            : t('unit.from', { day: formatDay(record.validFrom) })}
      </span>
      {standing === 'current' && record.validTo !== null && (
        <span className={styles.tag} data-tone="warn">
          {t('unit.until', { day: formatDay(record.validTo) })}
        </span>
      )}
    </div>
  )
}

function UnitActions({ record, onEdit }: { record: UnitRecord; onEdit: (editing: Editing) => void }) {
  const { t } = useTranslation('directory')
  return (
    <div className={styles.actions}>
      <Button icon={<Pencil size={15} />} onClick={() => onEdit({ what: 'unit' })}>
        {t('edit.unit')}
      </Button>
      {record.kind !== 'body' && (
        <Button icon={<Plus size={16} />} onClick={() => onEdit({ what: 'newUnit' })}>
          {t('edit.newUnit')}
        </Button>
      )}
      <Menu
        trigger={<Button aria-label={t('edit.more')} icon={<Ellipsis size={16} />} />}
        items={[
          {
            key: 'merge',
            label: t('edit.merge'),
            icon: <GitMerge size={16} />,
            onSelect: () => navigate(pagePath('merge', record.unitId)),
          },
          {
            key: 'end',
            label: t('edit.endUnit'),
            icon: <CircleSlash size={16} />,
            separated: true,
            onSelect: () => onEdit({ what: 'endUnit' }),
          },
        ]}
      />
    </div>
  )
}
