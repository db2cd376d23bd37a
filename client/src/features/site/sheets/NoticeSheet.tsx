import { LifeBuoy, Megaphone } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { formatClock, useTranslation } from '../../../i18n/index.ts'
import { helpNoticeOf, type HelpNotice } from '../../../state/site/help.ts'
import { LiveRegion } from '../../../ui/index.ts'
import { useHelpSheet } from '../HelpContext.ts'
import { useModel } from '../hooks.ts'
import { RoomButton } from '../RoomButton.tsx'
import styles from './HelpSheet.module.css'
import type { SheetProps } from './Sheets.tsx'

/** What the crew tells this room: stays until somebody says that it was read, and never over who is heard. */
export function NoticeSheet({ site }: SheetProps) {
  const { t } = useTranslation('help')
  const sheet = useHelpSheet()
  const notice = helpNoticeOf(site)
  // In the open sheet the answers are read already.
  const isShown = notice !== null && (notice.kind === 'message' || sheet?.isOpen !== true)
  const isFree = site.floor.state === 'idle' && !site.floor.microphoneOpen
  return (
    <>
      <LiveRegion text={isShown ? `${t(`room.from.${notice.kind}`)}: ${textOf(notice)}` : ''} />
      {isShown && <Notice key={keyOf(notice)} notice={notice} takesFocus={isFree} />}
    </>
  )
}

const textOf = (notice: HelpNotice) => (notice.kind === 'message' ? notice.message.text : notice.line.text)
const keyOf = (notice: HelpNotice) =>
  notice.kind === 'message' ? notice.message.messageId : notice.line.lineId

function Notice({ notice, takesFocus }: { notice: HelpNotice; takesFocus: boolean }) {
  const { t } = useTranslation('help')
  const model = useModel()
  const sheet = useHelpSheet()
  const [busy, setBusy] = useState(false)
  const button = useFocusWhenFree(takesFocus)
  const { text, at } = notice.kind === 'message' ? notice.message : notice.line
  const read = async () => {
    setBusy(true)
    await (notice.kind === 'message'
      ? model.order('message.read', { messageId: notice.message.messageId })
      : model.order('chat.markOwnRead', { lineId: notice.line.lineId }))
    setBusy(false)
  }
  return (
    <section
      className={styles.notice}
      aria-label={t('room.notices')}
      data-kind={notice.kind}
      data-testid={`notice-${notice.kind}`}
    >
      {notice.kind === 'message' ? <Megaphone aria-hidden="true" /> : <LifeBuoy aria-hidden="true" />}
      <div className={styles.noticeWords}>
        <p className={styles.noticeHead}>
          {t(`room.from.${notice.kind}`)} · {formatClock(at)}
          {notice.others > 0 && ` · ${t('room.others', { count: notice.others })}`}
        </p>
        <p className={styles.noticeText}>{text}</p>
      </div>
      <div className={styles.noticeActions}>
        <RoomButton
          ref={button}
          size="small"
          tone="primary"
          busy={busy}
          onClick={() => void read()}
          data-room-button
          data-testid="notice-read"
        >
          {t('room.gotIt')}
        </RoomButton>
        {notice.kind === 'answer' && sheet !== null && (
          <RoomButton
            size="small"
            tone="quiet"
            onClick={() => sheet.setOpen(true)}
            data-room-button
            data-testid="notice-reply"
          >
            {t('room.reply')}
          </RoomButton>
        )}
      </div>
    </section>
  )
}

/** Takes the focus where nothing else needs it: the large button keeps it while the room speaks or is about to. */
function useFocusWhenFree(takesFocus: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const { activeElement } = document
    const isFree =
      activeElement === null ||
      activeElement === document.body ||
      (activeElement instanceof HTMLElement && activeElement.dataset['testid'] === 'primary-action')
    if (!takesFocus || !isFree) return undefined
    button.current?.focus()
    return () => document.querySelector<HTMLElement>('[data-testid="primary-action"]')?.focus()
    // eslint-disable-next-line react/exhaustive-deps -- only when it comes: a room that begins to speak keeps its focus
  }, [])
  return button
}
