import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { UnitId } from '@diem-cau/protocol'
import type { Predecessor, UnitDetail } from '../../../../state/directory/timeline.ts'
import { rest } from '../../../../state/rest.ts'
import { DIRECTORY_KEY } from './useDirectoryTree.ts'

export interface UnitState {
  readonly detail: UnitDetail | null
  /** Those it came from; without their last days until these are known. */
  readonly predecessors: readonly Predecessor[]
  readonly error: Error | null
  readonly reload: () => void
}

function unitQuery(unitId: string) {
  return {
    queryKey: [DIRECTORY_KEY, 'unit', unitId],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- from the address; the bridge checks it
      rest('directory.unit', { params: { unitId: unitId as UnitId }, signal }),
    staleTime: Infinity,
  }
}

/** One unit through time, and on which days the units ended that it came from. */
export function useUnit(unitId: string): UnitState {
  const query = useQuery(unitQuery(unitId))
  const detail = query.data ?? null
  const before = useQueries({ queries: (detail?.predecessorIds ?? []).map((id) => unitQuery(id)) })
  const predecessors = useMemo(
    () =>
      (detail?.predecessorIds ?? []).map((id, index): Predecessor => {
        const records = before[index]?.data?.records ?? []
        const last = records.findLast(({ successorIds }) => successorIds.some((next) => next === unitId))
        return { unitId: id, name: last?.name ?? detail?.names[id] ?? id, validTo: last?.validTo ?? null }
      }),
    [detail, before, unitId],
  )
  return { detail, predecessors, error: query.error, reload: () => void query.refetch() }
}
