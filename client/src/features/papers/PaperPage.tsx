import { FileWarning, RotateCw } from 'lucide-react'
import { useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import type { PaperBox } from '../../state/papers/OpenedPaper.ts'
import type { PaperReader, PaperState } from '../../state/papers/PaperReader.ts'
import { SpinnerMark } from '../../ui/index.ts'
import styles from './PaperPage.module.css'

export interface RetryButtonProps {
  icon: ReactNode
  onClick: () => void
  children: ReactNode
}

interface PaperPageProps {
  reader: PaperReader | null
  state: PaperState
  name: string
  page: number
  /** The button that tries again: large in a room, small on a desk. */
  RetryButton: ComponentType<RetryButtonProps>
}

/** Said only when it is felt: most pages are there before. */
const SLOW_MS = 400

/** One page of a paper, as sharp as the screen is. The one before stays until the next is drawn: never a blank. */
export function PaperPage({ reader, state, name, page, RetryButton }: PaperPageProps) {
  const { t } = useTranslation('papers')
  const place = useRef<HTMLDivElement>(null)
  const box = useBox(place)
  const [shown, setShown] = useState<number | null>(null)
  const pages = state.kind === 'open' ? state.pages : null
  const number = pages === null ? page : Math.min(page, pages)
  const isOpen = state.kind === 'open'
  const label =
    pages === null ? t('page.label', { name, page }) : t('page.labelOf', { name, page: number, pages })

  useEffect(() => {
    if (reader === null || !isOpen || box === null) return undefined
    let isCurrent = true
    const show = async () => {
      const canvas = await reader.page(number, box)
      if (!isCurrent) return
      canvas.setAttribute('role', 'img')
      canvas.setAttribute('aria-label', label)
      place.current?.replaceChildren(canvas)
      setShown(number)
    }
    // What went wrong is the reader's state; a page that was left is nobody's any more.
    show().catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [reader, isOpen, number, box, label])

  const isWaiting = state.kind === 'opening' || (isOpen && shown !== number)
  return (
    <div className={styles.paper} data-testid="paper" data-state={state.kind} data-page={shown ?? ''}>
      <div ref={place} className={styles.page} data-stale={state.kind === 'failed' || undefined} />
      {isWaiting && <Waiting key={number} first={shown === null} page={number} />}
      {state.kind === 'failed' && (
        <div className={styles.failed} role="alert" data-testid="paper-failed">
          <FileWarning aria-hidden="true" />
          <p>{t(`trouble.${state.trouble}`)}</p>
          <RetryButton icon={<RotateCw aria-hidden="true" />} onClick={() => reader?.retry()}>
            {t('retry')}
          </RetryButton>
        </div>
      )}
    </div>
  )
}

function Waiting({ first, page }: { first: boolean; page: number }) {
  const { t } = useTranslation('papers')
  const [slow, setSlow] = useState(first)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!slow) return null
  return (
    <output className={styles.waiting} data-first={first}>
      <SpinnerMark />
      {t(first ? 'opening' : 'drawing', { page })}
    </output>
  )
}

/** The room that an element has, in pixels of the screen; null until it is known. */
function useBox(ref: React.RefObject<HTMLElement | null>): PaperBox | null {
  const [box, setBox] = useState<PaperBox | null>(null)
  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const measure = () => {
      const { width, height } = element.getBoundingClientRect()
      const ratio = globalThis.devicePixelRatio
      if (width < 1 || height < 1) return
      const next = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
      setBox((before) => (before?.width === next.width && before.height === next.height ? before : next))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [ref])
  return box
}
