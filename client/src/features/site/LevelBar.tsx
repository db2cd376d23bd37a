import { useRef, useState } from 'react'
import { useEveryFrame, useModel } from './hooks.ts'
import { VisuallyHidden } from '../../ui/index.ts'
import styles from './LevelBar.module.css'

/** The level of the room's microphone, drawn past React. What it means is said in words elsewhere. */
export function LevelBar({ label }: { label: string }) {
  const { level } = useModel().devices
  const ref = useRef<HTMLDivElement>(null)
  const [draw] = useState(() => {
    let shown = 0
    return () => {
      // Up at once, down slowly, so that the eye can follow.
      shown = Math.max(level.level, shown - 0.02)
      ref.current?.style.setProperty('clip-path', `inset(0 ${((1 - shown) * 100).toFixed(1)}% 0 0)`)
    }
  })
  useEveryFrame(draw)
  return (
    <div className={styles.track} title={label}>
      <VisuallyHidden>{label}</VisuallyHidden>
      <div ref={ref} className={styles.level} data-testid="microphone-level" />
    </div>
  )
}
