import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { directoryTree, type DirectoryTree } from '../../../../state/directory/DirectoryTree.ts'
import { loadDirectory, type DirectoryContents } from '../../../../state/directory/loadDirectory.ts'
import { rest } from '../../../../state/rest.ts'

/** Everything asked of the directory lies below this key, so that a change makes all of it stale at once. */
export const DIRECTORY_KEY = 'directory'

export interface DirectoryOnDay extends DirectoryContents {
  readonly tree: DirectoryTree
}

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
}

/** The own subtree of the directory on a day, with its saved groups. Kept while it is not changed. */
export function useDirectoryTree({ on, all = false }: TreeOptions = {}): DirectoryTreeState {
  const [progress, setProgress] = useState<DirectoryTreeState['progress']>(null)
  const query = useQuery({
    queryKey: [DIRECTORY_KEY, 'contents', on ?? 'today', all],
    queryFn: async ({ signal }): Promise<DirectoryOnDay> => {
      const contents = await loadDirectory(rest, {
        ...(on === undefined ? {} : { on }),
        all,
        signal,
        onProgress: (loaded, total) => setProgress({ loaded, total }),
      })
      return { ...contents, tree: directoryTree(contents) }
    },
    staleTime: Infinity,
    gcTime: 10 * 60_000,
    placeholderData: (previous) => previous,
  })
  return useMemo(
    () => ({
      directory: query.data ?? null,
      error: query.error,
      progress: query.data === undefined ? progress : null,
      reload: () => void query.refetch(),
    }),
    // eslint-disable-next-line react/exhaustive-deps -- `refetch` stays the same
    [query.data, query.error, progress],
  )
}
