import { useEffect, useState, useSyncExternalStore } from 'react'
import type { PaperReader, PaperState } from '../../state/papers/PaperReader.ts'
import { readPaper } from '../../state/papers/readers.ts'

const OPENING: PaperState = { kind: 'opening' }
const nothing = () => () => undefined

/** A paper that is read while it is on screen; another key is another paper. */
export function usePaperReader(key: string, address: () => Promise<string>) {
  const [opened, setOpened] = useState<{ key: string; reader: PaperReader } | null>(null)
  useEffect(() => {
    const reader = readPaper(address)
    setOpened({ key, reader })
    return () => reader.close()
    // eslint-disable-next-line react/exhaustive-deps -- how it is read is part of which it is
  }, [key])
  const reader = opened?.key === key ? opened.reader : null
  const state = useSyncExternalStore(reader?.subscribe ?? nothing, () => reader?.state ?? OPENING)
  return { reader, state }
}
