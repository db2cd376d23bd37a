import type { SessionView } from '@diem-cau/protocol'
import { Pin, PinOff } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { pinnedSite, setPin } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, Kbd, Menu } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './StageBar.module.css'

/** Who is shown big for everybody; whoever began to speak last where nobody is pinned. */
export function PinMenu({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation(['conduct', 'common'])
  const { canConduct } = useConsole()
  const { stage } = view
  const pinned = pinnedSite(stage)
  const people = stage.slots.filter(({ slot }) => slot !== 'content')
  const name = people.find(({ place }) => place.siteId === pinned)?.place.name
  return (
    <Menu
      align="start"
      title={t('stage.pin')}
      trigger={
        <Button
          size="sm"
          tone={pinned === null ? 'quiet' : 'secondary'}
          icon={pinned === null ? <PinOff size={15} /> : <Pin size={15} />}
          disabled={!canConduct}
          shortcut={<Kbd>{keyCap('pin')}</Kbd>}
        >
          {name === undefined ? t('stage.pin') : t('stage.pinned', { name })}
        </Button>
      }
      items={[
        {
          key: 'nobody',
          icon: <PinOff size={16} />,
          label: t('stage.pinNobody'),
          checked: pinned === null,
          onSelect: () => void setPin(screen.conductor, null, pinned),
        },
        ...people.map(({ slot, place }, index) => ({
          key: slot,
          icon: <Pin size={16} />,
          separated: index === 0,
          label: (
            <span className={styles.pinned}>
              {t(`common:slot.${slot}`)}: {place.name}
            </span>
          ),
          checked: place.siteId === pinned,
          onSelect: () => void setPin(screen.conductor, place.siteId, pinned),
        })),
      ]}
    />
  )
}
