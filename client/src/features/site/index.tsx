import { assertUnreachable } from '@diem-cau/protocol'
import { LoaderCircle, ShieldAlert } from 'lucide-react'
import { useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { applyTheme } from '../../app/theme.ts'
import { useTranslation } from '../../i18n/index.ts'
import type { EntryState } from '../../state/site/SiteEntry.ts'
import { PairingPage } from '../pairing/index.ts'
import { siteEntry } from './createEntry.ts'
import { MessageScreen } from './MessageScreen.tsx'
import { Room } from './Room.tsx'
import { RoomButton } from './RoomButton.tsx'
import styles from './SitePage.module.css'

/** The face of a room: pairing at first, from then on the meeting. */
export default function SitePage() {
  const [entry] = useState(siteEntry)
  const state = useSyncExternalStore(entry.subscribe, entry.getState)
  useDarkRoom()
  return (
    <div className={styles.page}>
      <Face state={state} />
    </div>
  )
}

function Face({ state }: { state: EntryState }) {
  const { t } = useTranslation(['site', 'common'])
  switch (state.kind) {
    case 'starting':
      return (
        <MessageScreen
          icon={<LoaderCircle aria-hidden="true" />}
          title={t('common:loading.page')}
          testId="starting"
        />
      )
    case 'impossible':
      return (
        <MessageScreen
          icon={<ShieldAlert aria-hidden="true" />}
          title={t(`site:impossible.${state.reason}.title`)}
          testId={`impossible-${state.reason}`}
          actions={
            <RoomButton tone="primary" size="large" onClick={() => globalThis.location.reload()}>
              {t('site:impossible.button')}
            </RoomButton>
          }
        >
          <p>{t(`site:impossible.${state.reason}.body`)}</p>
        </MessageScreen>
      )
    case 'pairing':
      return <PairingPage model={state.model} reason={state.reason} />
    case 'room':
      return <Room model={state.model} />
    default:
      return assertUnreachable(state)
  }
}

/** Beside pictures everything is dark and large, whatever this browser chose for the other faces. */
function useDarkRoom(): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    applyTheme('dark')
    dataset['face'] = 'site'
    return () => {
      applyTheme()
      delete dataset['face']
    }
  }, [])
}
