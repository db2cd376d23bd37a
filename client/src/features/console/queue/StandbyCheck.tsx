import { Check, Minus } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { keyCap, type KeyAction } from '../../../state/console/keys.ts'
import type { QueueEntry } from '../../../state/console/queue.ts'
import { Button, Kbd } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import { TrackVideo } from '../session/TrackVideo.tsx'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './StandbyCheck.module.css'

interface StandbyCheckProps {
  entry: QueueEntry
  open: boolean
  screen: SessionScreen
}

/** Before the cut: the picture that comes from the room, and what the operator has found of it. */
export function StandbyCheck({ entry, open, screen }: StandbyCheckProps) {
  const { t } = useTranslation('conduct')
  const { canConduct } = useConsole()
  const { media } = useDesk()
  const { request } = entry
  const found = request.check ?? { picture: false, sound: false }
  const name = entry.site?.name ?? request.siteId
  const track = media.tiles.get(request.siteId) ?? null
  const state = found.picture && found.sound ? 'ready' : found.picture || found.sound ? 'half' : 'waiting'
  const toggle = (part: 'picture' | 'sound') => {
    const { requestId, siteId } = request
    // Each half by itself: two quick presses must not take each other back.
    const order = { requestId, [part]: !found[part] }
    void screen.conductor.order(`site:${siteId}/${part}`, 'floor.check', order)
  }
  if (!open || !canConduct) {
    return (
      <p className={styles.summary} data-state={state}>
        {t('check.title')}: {t('check.picture')} {found.picture ? '✓' : '–'} {t('check.sound')}{' '}
        {found.sound ? '✓' : '–'}
      </p>
    )
  }
  const mark = (part: 'picture' | 'sound', action: KeyAction) => (
    <Button
      size="sm"
      pressed={found[part]}
      icon={found[part] ? <Check size={15} /> : <Minus size={15} />}
      shortcut={<Kbd>{keyCap(action)}</Kbd>}
      onClick={() => toggle(part)}
    >
      {t(`check.${part}`)}
    </Button>
  )
  return (
    <div className={styles.check}>
      <figure className={styles.tile} aria-label={t('check.tile', { name })}>
        {track === null ? <span>{t('check.noTile')}</span> : <TrackVideo track={track} fit="cover" />}
      </figure>
      <div className={styles.marks}>
        <fieldset className={styles.buttons} aria-label={t('check.title')}>
          {mark('picture', 'checkPicture')}
          {mark('sound', 'checkSound')}
        </fieldset>
        <span className={styles.state} data-state={state}>
          {t(`check.${state}`)}
        </span>
      </div>
    </div>
  )
}
