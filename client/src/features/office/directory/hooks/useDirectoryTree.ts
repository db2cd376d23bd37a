import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { directoryTree } from '../../../../state/directory/DirectoryTree.ts'
import { loadDirectory } from '../../../../state/directory/loadDirectory.ts'
import { quickDirectory, type DirectoryOnDay } from '../../../../state/directory/quickDirectory.ts'
import { rest } from '../../../../state/rest.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'

export type { DirectoryOnDay } from '../../../../state/directory/quickDirectory.ts'

/** Everything asked of the directory lies below this key, so that a change makes all of it stale at once. */
export const DIRECTORY_KEY = 'directory'

export interface DirectoryTreeState {
  /** Null until it is loaded. */
  readonly directory: DirectoryOnDay | null
  readonly error: Error | null
  /** How much of the first load is here; null when nothing is known yet. */
  readonly progress: { readonly loaded: number; readonly total: number } | null
  readonly reload: () => void
}

interface TreeOptions {
  /** The day; today when it is not given. */
  on?: string
  /** Also what has ended, or not yet begun. */
  all?: boolean
  /** Today's tree may come before the records behind it (`isWhole` is false then). */
  early?: boolean
}

/** The own subtree of the directory on a day, with its saved groups. Kept while it is not changed. */
export function useDirectoryTree({ on, all = false, early = false }: TreeOptions = {}): DirectoryTreeState {
  const [progress, setProgress] = useState<DirectoryTreeState['progress']>(null)
  const { directory: known, bridge } = useConsole()
  const query = useQuery({
    queryKey: [DIRECTORY_KEY, 'contents', on ?? 'today', all],
    queryFn: async ({ signal }): Promise<DirectoryOnDay> => {
      const contents = await loadDirectory(rest, {
        ...(on === undefined ? {} : { on }),
        all,
        signal,
        onProgress: (loaded, total) => setProgress({ loaded, total }),
      })
      return { ...contents, tree: directoryTree(contents), isWhole: true }
    },
    staleTime: Infinity,
    gcTime: 10 * 60_000,
    placeholderData: (previous) => previous,
  })
  const isWaiting = early && on === undefined && query.data === undefined
  const state = bridge?.directory
  const quick = useMemo(
    () => (isWaiting && known !== null && state !== undefined ? quickDirectory(known.reply, state) : null),
    [isWaiting, known, state],
  )
  const { data, error, refetch } = query
  return useMemo(
    () => ({
      directory: data ?? quick,
      error,
      progress: data === undefined ? progress : null,
      reload: () => void refetch(),
    }),
    [data, quick, error, progress, refetch],
  )
}
