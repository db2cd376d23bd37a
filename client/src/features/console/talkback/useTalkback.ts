import type { SessionView, SiteId } from '@diem-cau/protocol'
import { useEffect, useSyncExternalStore } from 'react'
import type { TalkbackDesk, TalkbackMedia, TalkbackState } from '../../../state/console/TalkbackDesk.ts'

export function useTalkback(desk: TalkbackDesk): TalkbackState {
  return useSyncExternalStore(desk.subscribe, desk.current)
}

/** Keeps a talkback to the session's media, and to what the server says of it. */
export function useTalkbackMedia(
  desk: TalkbackDesk,
  media: TalkbackMedia | null,
  view: SessionView | null,
): void {
  useEffect(() => {
    desk.setMedia(media)
    return () => desk.setMedia(null)
  }, [desk, media])
  useEffect(() => {
    if (view !== null) desk.handleView(ownTalkbacks(view))
  }, [desk, view])
}

/** The sites with which this console speaks. */
function ownTalkbacks(view: SessionView): ReadonlySet<SiteId> {
  return new Set(
    Object.entries(view).flatMap(([key, value]) =>
      key.startsWith('talkback:') && 'own' in value && value.own ? [value.siteId] : [],
    ),
  )
}
