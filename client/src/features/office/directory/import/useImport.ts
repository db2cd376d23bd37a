import type { DirectoryChange, ImportState } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiError, type Problem } from '../../../../state/api.ts'
import type { ImportFile, ImportMode } from '../../../../state/directory/importFile.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { DIRECTORY_KEY } from '../hooks/useDirectoryTree.ts'

/** An import on its way: chosen, read, looked at, applied. */
export type ImportFlow =
  | { readonly step: 'choosing'; readonly problem: Problem | null }
  | { readonly step: 'reading'; readonly file: ImportFile }
  | {
      readonly step: 'looking'
      readonly file: ImportFile
      readonly state: ImportState
      readonly busy: boolean
      readonly problem: Problem | null
      /** The directory has changed since the file was read. */
      readonly overtaken: boolean
    }
  | { readonly step: 'done'; readonly change: DirectoryChange; readonly skipped: number }

const CHOOSING: ImportFlow = { step: 'choosing', problem: null }

/** Reads a file, shows what it would change, applies it. Nothing is written before that. */
export function useImport() {
  const client = useQueryClient()
  const [flow, setFlow] = useState<ImportFlow>(CHOOSING)
  const reading = useRef<AbortController | null>(null)
  useEffect(() => () => reading.current?.abort(), [])

  async function read(file: ImportFile, mode: ImportMode) {
    const abort = new AbortController()
    reading.current = abort
    setFlow({ step: 'reading', file })
    try {
      const query = { fileName: file.name, format: file.format, mode }
      const state = await rest('directory.import', { query, file: file.content, signal: abort.signal })
      if (abort.signal.aborted) discard(state)
      else setFlow({ step: 'looking', file, state, busy: false, problem: null, overtaken: false })
    } catch (error) {
      if (!abort.signal.aborted) setFlow({ step: 'choosing', problem: problemOf(error) })
    }
  }

  function cancel() {
    reading.current?.abort()
    if (flow.step === 'looking') discard(flow.state)
    setFlow(CHOOSING)
  }

  async function apply(skipRefused: boolean) {
    if (flow.step !== 'looking') return
    setFlow({ ...flow, busy: true, problem: null })
    const { state } = flow
    try {
      const params = { importId: state.importId }
      const change = await rest('directory.importApply', { params, body: { skipRefused } })
      setFlow({ step: 'done', change, skipped: skipRefused ? state.counts.refused : 0 })
      await client.invalidateQueries({ queryKey: [DIRECTORY_KEY] })
    } catch (error) {
      const problem = problemOf(error)
      const overtaken = error instanceof ApiError && problem.code === 'changed_meanwhile'
      setFlow({ ...flow, busy: false, problem, overtaken })
    }
  }

  return { flow, read, cancel, apply, again: () => setFlow(CHOOSING) }
}

/** A preview that nobody wants any more. It would go by itself, later. */
function discard({ importId }: ImportState): void {
  rest('directory.importDiscard', { params: { importId } }).catch(() => undefined)
}
