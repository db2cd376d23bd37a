import { useEffect, useState } from 'react'
import type { BridgeConnection } from '../../../connection/index.ts'
import type { Problem } from '../../../state/api.ts'
import { directoryModel, type DirectoryModel } from '../../../state/console/directory.ts'
import { problemOf } from '../../../state/problem.ts'

export interface DirectoryState {
  directory: DirectoryModel | null
  problem: Problem | null
}

const NONE: DirectoryState = { directory: null, problem: null }

/** The directory of the own subtree, asked for at every new connection: it may have changed meanwhile. */
export function useDirectory(connection: BridgeConnection): DirectoryState {
  const [state, setState] = useState(NONE)
  useEffect(() => {
    let over = false
    async function load() {
      try {
        const directory = directoryModel(await connection.request('directory.get', {}))
        if (!over) setState({ directory, problem: null })
      } catch (error) {
        if (!over) setState(({ directory }) => ({ directory, problem: problemOf(error) }))
      }
    }
    const off = connection.events.on('online', () => void load())
    if (connection.state.kind === 'online') void load()
    return () => {
      over = true
      off()
    }
  }, [connection])
  return state
}
