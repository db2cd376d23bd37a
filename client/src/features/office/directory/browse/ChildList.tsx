import { useMemo } from 'react'
import { Link } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import type { TreeUnit } from '../../../../state/directory/DirectoryTree.ts'
import { sitesBelow } from '../../../../state/directory/DirectoryTree.ts'
import { StatusDot } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { unitPath } from '../places.ts'
import styles from './Browse.module.css'

/** The units directly below one, with how many of their rooms have a device. */
export function ChildList({ directory, unitId }: { directory: DirectoryOnDay; unitId: string }) {
  const { t } = useTranslation('directory')
  const { tree } = directory
  const children = useMemo(
    () => tree.unit(unitId)?.childIds.flatMap((childId) => tree.unit(childId) ?? []) ?? [],
    [tree, unitId],
  )
  if (children.length === 0) return null
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h3>{t('unit.children', { count: children.length })}</h3>
      </div>
      <ul className={styles.children}>
        {children.map((child) => (
          <ChildItem key={child.unitId} child={child} directory={directory} />
        ))}
      </ul>
    </section>
  )
}

function ChildItem({ child, directory }: { child: TreeUnit; directory: DirectoryOnDay }) {
  const { t } = useTranslation('directory')
  const { statusOf } = useConsole()
  const sites = useMemo(() => sitesBelow(directory.tree, child), [directory.tree, child])
  const paired = useMemo(
    () => sites.filter(({ siteId }) => statusOf(siteId).pairedAt !== null).length,
    [sites, statusOf],
  )
  return (
    <li>
      <Link href={unitPath(child.unitId)}>{child.name}</Link>
      {sites.length === 0 ? (
        <span className={styles.label}>{t('picker.noSites')}</span>
      ) : (
        <StatusDot
          tone={paired === sites.length ? 'good' : 'unpaired'}
          label={
            sites.length === 1
              ? t(paired === 1 ? 'unit.paired' : 'unit.unpaired')
              : t('unit.pairedOf', { paired, sites: sites.length })
          }
          className={styles.childState}
        />
      )}
    </li>
  )
}
