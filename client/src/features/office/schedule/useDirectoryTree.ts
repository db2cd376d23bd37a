import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { directoryTree } from '../../../state/directory/DirectoryTree.ts'
import { loadDirectory } from '../../../state/directory/loadDirectory.ts'
import { rest } from '../../../state/rest.ts'
import type { Day } from '../../../state/schedule/days.ts'
import { useConsole } from '../../console/ConsoleContext.ts'

/** The own subtree on a day with its groups and tiers; null while it is loaded. */
export function useDirectoryTree(on: Day) {
  const { bridge } = useConsole()
  const revision = bridge?.directory.revision ?? 0
  const query = useQuery({
    queryKey: ['directory', 'contents', on, revision],
    queryFn: ({ signal }) => loadDirectory(rest, { on, signal }),
    staleTime: 300_000,
  })
  const { data } = query
  const tree = useMemo(() => (data === undefined ? null : directoryTree(data)), [data])
  return { tree, contents: data ?? null, error: query.error }
}
