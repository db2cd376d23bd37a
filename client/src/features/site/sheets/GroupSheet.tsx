import type { SiteGroupView } from '@diem-cau/protocol'
import { Check, ListOrdered, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { useModel, useNow } from '../hooks.ts'
import { RoomButton } from '../RoomButton.tsx'
import { Corner } from './Corner.tsx'
import styles from './GroupSheet.module.css'
import type { SheetProps } from './Sheets.tsx'
import { useForemost } from './useForemost.ts'

type Request = SiteGroupView['requests'][number]

/** In a district's own room: which of its communes have asked to speak, for it to nominate. */
export function GroupSheet({ site }: SheetProps) {
  const { t } = useTranslation('site')
  const [wants, setOpen] = useState(false)
  const { group } = site
  const isEmpty = group === null || group.requests.length === 0
  // The last one is decided: the stage is free again, and the next one is told in the corner.
  if (isEmpty && wants) setOpen(false)
  const open = useForemost('group', wants && !isEmpty && site.stage.shownResult === null)
  if (group === null) return null
  const { requests } = group
  if (!open) {
    if (requests.length === 0) return null
    return (
      <Corner>
        <RoomButton
          size="small"
          icon={<ListOrdered aria-hidden="true" />}
          onClick={() => setOpen(true)}
          data-room-button
          data-testid="open-group"
        >
          {t('group.open', { count: requests.length })}
        </RoomButton>
      </Corner>
    )
  }
  return (
    <section className={styles.sheet} aria-label={t('group.list')} data-testid="group-sheet">
      <h2 className={styles.title}>
        {t('group.title')} · {group.unitName}
      </h2>
      <ol className={styles.list}>
        {requests.map((request, index) => (
          <GroupLine key={request.requestId} request={request} first={index === 0} />
        ))}
      </ol>
      <RoomButton size="small" tone="quiet" onClick={() => setOpen(false)} data-room-button>
        {t('group.close')}
      </RoomButton>
    </section>
  )
}

/** One request; the first takes the focus when it comes, so that OK nominates it. */
function GroupLine({ request, first }: { request: Request; first: boolean }) {
  const { t } = useTranslation('site')
  const model = useModel()
  const [read] = useState(() => () => model.connection.clock.now())
  const now = useNow(read)
  const [busy, setBusy] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (first) button.current?.focus()
  }, [first])
  const { requestId, name, kind, speaker, topic } = request
  const decide = async (order: 'group.nominateOwn' | 'group.declineOwn') => {
    setBusy(true)
    await model.order(order, { requestId })
    setBusy(false)
  }
  const waited = formatDuration(Math.max(0, now - request.requestedAt))
  return (
    <li className={styles.line}>
      <div className={styles.who}>
        <span className={styles.name}>{name}</span>
        <span>{t('group.line', { kind: t(`group.kind.${kind}`), waited })}</span>
        {speaker !== '' && <span>{speaker}</span>}
        {topic !== '' && <span>{topic}</span>}
      </div>
      <RoomButton
        ref={button}
        size="small"
        tone="primary"
        busy={busy}
        icon={<Check aria-hidden="true" />}
        onClick={() => void decide('group.nominateOwn')}
        data-room-button
      >
        {t('group.nominate')}
      </RoomButton>
      <RoomButton
        size="small"
        tone="quiet"
        busy={busy}
        icon={<X aria-hidden="true" />}
        onClick={() => void decide('group.declineOwn')}
        data-room-button
      >
        {t('group.decline')}
      </RoomButton>
    </li>
  )
}
