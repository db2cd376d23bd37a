import { useTranslation } from '../../../../i18n/index.ts'
import { Spinner } from '../../../../ui/index.ts'
import type { DirectoryTreeState } from '../hooks/useDirectoryTree.ts'
import styles from './Browse.module.css'

const WIDTHS = [72, 56, 64, 48, 60, 52, 66, 44, 58, 62, 50, 54]

/** The shape of what comes, with how much of it is here. */
export function TreeSkeleton({ progress }: { progress: DirectoryTreeState['progress'] }) {
  const { t } = useTranslation('directory')
  return (
    <div className={styles.skeleton}>
      <Spinner>
        {progress === null || progress.total < 1_000 ? t('load.loading') : t('load.progress', progress)}
      </Spinner>
      {WIDTHS.map((width, index) => (
        <span
          key={width}
          className={styles.bone}
          style={{ inlineSize: `${width}%`, marginInlineStart: index === 0 ? 0 : 24 }}
        />
      ))}
    </div>
  )
}
