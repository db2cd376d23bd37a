import { useTranslation } from '../../../../i18n/index.ts'
import type { DirectoryRow } from '../../../../state/directory/rows.ts'
import styles from './Browse.module.css'

/** A unit in the tree: its name, its code, and how many sites lie below it. */
export function UnitRow({ row }: { row: DirectoryRow }) {
  const { t } = useTranslation('directory')
  const { unit } = row
  const sites = unit.siteTo - unit.siteFrom
  return (
    <>
      <span
        className={styles.name}
        data-depth={unit.depth}
        data-passed={row.passedBy}
        data-standing={unit.standing}
      >
        {unit.name}
      </span>
      {unit.standing !== 'current' && <span className={styles.tag}>{t(`standing.${unit.standing}`)}</span>}
      {sites === 0 && unit.standing === 'current' ? (
        <span className={styles.noSite}>{t('picker.noSites')}</span>
      ) : (
        unit.childIds.length > 0 && <span className={styles.siteCount}>{sites}</span>
      )}
    </>
  )
}
