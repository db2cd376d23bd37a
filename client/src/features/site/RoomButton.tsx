import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames, SpinnerMark } from '../../ui/index.ts'
import styles from './RoomButton.module.css'

interface RoomButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: 'primary' | 'plain' | 'onAir' | 'quiet'
  size?: 'large' | 'medium' | 'small'
  icon?: ReactNode
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A button that is read and pressed from the other end of a room. */
export function RoomButton(props: RoomButtonProps) {
  const { tone = 'plain', size = 'medium', icon, busy = false, className, children, onClick, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles.button, styles[tone], styles[size], className)}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <SpinnerMark /> : icon}
      <span>{children}</span>
    </button>
  )
}
