import { ChevronDown, FilePlus2 } from 'lucide-react'
import { useTranslation } from '../../../../../i18n/index.ts'
import type { MotionDraft } from '../../../../../state/votes/motionDraft.ts'
import { Button, Menu } from '../../../../../ui/index.ts'
import styles from './Votes.module.css'

const TEMPLATES = ['resolution', 'agenda', 'conclusion', 'personnel'] as const

/** What the usual questions begin with. */
const CHANGES: Record<(typeof TEMPLATES)[number], Partial<MotionDraft>> = {
  resolution: { majority: 'halfAll' },
  agenda: { majority: 'halfPresent', seconds: 30 },
  conclusion: { majority: 'halfPresent' },
  personnel: { ballot: 'secret', majority: 'halfAll', seconds: 180 },
}

/** A motion of one's own, or one of the usual ones. */
export function TemplateMenu({ onCompose }: { onCompose: (changes?: Partial<MotionDraft>) => void }) {
  const { t } = useTranslation('votes')
  return (
    <div className={styles.toolbar}>
      <Button tone="primary" size="sm" icon={<FilePlus2 size={15} />} onClick={() => onCompose()}>
        {t('desk.compose')}
      </Button>
      <Menu
        trigger={
          <Button size="sm" shortcut={<ChevronDown size={15} aria-hidden="true" />}>
            {t('desk.template')}
          </Button>
        }
        align="start"
        items={TEMPLATES.map((name) => ({
          key: name,
          label: t(`template.${name}`),
          onSelect: () => onCompose({ ...CHANGES[name], title: t(`template.${name}`) }),
        }))}
      />
    </div>
  )
}
