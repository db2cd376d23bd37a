import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { DIRECTORY_KEY } from './useDirectoryTree.ts'

/** What was read of the directory is read again when somebody changes it, and when a new day begins. */
export function useLiveDirectory(): void {
  const client = useQueryClient()
  const { bridge } = useConsole()
  const state = bridge === null ? null : `${bridge.directory.revision} ${bridge.directory.on}`
  const known = useRef<string | null>(null)
  useEffect(() => {
    if (state === null) return
    if (known.current !== null && known.current !== state)
      void client.invalidateQueries({ queryKey: [DIRECTORY_KEY] })
    known.current = state
  }, [client, state])
}
