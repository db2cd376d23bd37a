import type { ReactNode } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { Segmented } from '../../../../ui/index.ts'
import { useDesk } from '../../DeskContext.ts'
import { TOOLS, type ToolProps } from './tools.ts'
import styles from './SessionTools.module.css'

/** The tools below the stage, one at a time; the tiles of the rooms are the first. */
export function SessionTools({ tiles, ...props }: ToolProps & { tiles: ReactNode }) {
  const { t } = useTranslation('console')
  const { tool: chosen, showTool } = useDesk()
  if (TOOLS.length === 0) return tiles
  const tool = TOOLS.find(({ id }) => id === chosen)
  return (
    <section className={styles.tools} aria-label={t('tools.title')}>
      <Segmented
        label={t('tools.title')}
        value={chosen}
        onChange={showTool}
        options={[
          { value: 'tiles', label: t('tools.tiles') },
          ...TOOLS.map(({ id, waiting }) => {
            const count = waiting?.(props.view) ?? 0
            return { value: id, label: count === 0 ? t(`tools.${id}`) : `${t(`tools.${id}`)} (${count})` }
          }),
        ]}
      />
      {tool === undefined ? tiles : <tool.Panel {...props} />}
    </section>
  )
}
