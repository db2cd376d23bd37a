import type { ConductView, FloorMode } from '@diem-cau/protocol'
import { ChevronDown, ListOrdered, MessagesSquare, Presentation, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { MODES, setMode, type ModeName } from '../../../state/console/floorRules.ts'
import { keyCap, type KeyAction } from '../../../state/console/keys.ts'
import { Button, Kbd, Menu } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './Rules.module.css'

const ICONS: Readonly<Record<ModeName, ReactNode>> = {
  chairGives: <UserRound size={16} />,
  agenda: <ListOrdered size={16} />,
  free: <MessagesSquare size={16} />,
  lecture: <Presentation size={16} />,
}
const KEY_OF: Readonly<Record<ModeName, KeyAction>> = {
  chairGives: 'modeChairGives',
  agenda: 'modeAgenda',
  free: 'modeFree',
  lecture: 'modeLecture',
}

interface ModeMenuProps {
  conduct: ConductView
  speakerPlaces: number
  screen: SessionScreen
}

/** The mode that holds, and the others with what they mean. */
export function ModeMenu({ conduct, speakerPlaces, screen }: ModeMenuProps) {
  const { t } = useTranslation('conduct')
  const { canConduct } = useConsole()
  const { chooseMode } = useDesk()
  const { mode } = conduct
  const openOf = (name: ModeName) =>
    Math.min(mode.mode === 'free' ? mode.maxOpen : 2, speakerPlaces, name === 'free' ? 3 : 1)
  const nameOf = (name: ModeName) => t(`rules.modes.${name}.name`, { count: openOf(name) })
  return (
    <Menu
      align="start"
      title={t('rules.mode')}
      trigger={
        <Button
          size="sm"
          icon={ICONS[mode.mode]}
          disabled={!canConduct}
          aria-label={`${t('rules.mode')}: ${nameOf(mode.mode)}`}
        >
          <span className={styles.mode}>
            {nameOf(mode.mode)}
            <ChevronDown size={15} aria-hidden="true" />
          </span>
        </Button>
      }
      items={[
        ...MODES.map((name) => ({
          key: name,
          icon: ICONS[name],
          checked: name === mode.mode,
          shortcut: <Kbd>{keyCap(KEY_OF[name])}</Kbd>,
          label: (
            <span className={styles.choice}>
              <span>{nameOf(name)}</span>
              <span className={styles.meaning}>{t(`rules.modes.${name}.meaning`)}</span>
            </span>
          ),
          onSelect: () => chooseMode(name),
        })),
        ...(mode.mode === 'free' ? openChoices(mode, speakerPlaces) : []).map((maxOpen, index) => ({
          key: `open-${maxOpen}`,
          separated: index === 0,
          checked: mode.mode === 'free' && mode.maxOpen === maxOpen,
          label: `${t('rules.maxOpen')}: ${maxOpen}`,
          onSelect: () => void setMode(screen.conductor, { mode: 'free', maxOpen }, mode),
        })),
      ]}
    />
  )
}

/** As many microphones as the stage has places; also the one that holds, whatever the stage says. */
function openChoices(mode: FloorMode & { mode: 'free' }, speakerPlaces: number): number[] {
  return [1, 2, 3].filter((count) => count <= speakerPlaces || count === mode.maxOpen)
}
