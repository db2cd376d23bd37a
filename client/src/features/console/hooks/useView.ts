import type { Entities } from '@diem-cau/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { ViewState, ViewSubscription } from '../../../connection/index.ts'

const LOADING: ViewState<never> = { kind: 'loading' }

/** A live view as React state; `loading` while there is none. */
export function useView<V extends Entities>(view: ViewSubscription<V> | null): ViewState<V> {
  const subscribe = useCallback((listener: () => void) => view?.subscribe(listener) ?? noop, [view])
  return useSyncExternalStore(subscribe, () => view?.state ?? LOADING)
}

function noop(): void {}

/** The entities of a view, live or as they were last heard. */
export function entitiesOf<V extends Entities>(state: ViewState<V>): V | null {
  return state.kind === 'live' || state.kind === 'stale' ? state.entities : null
}
