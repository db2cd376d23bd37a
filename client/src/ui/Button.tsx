import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './classNames.ts'
import styles from './Button.module.css'
import { SpinnerMark } from './Spinner.tsx'

export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'live' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'lg' | 'xl'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `live`: takes somebody on or off the air. `danger`: can not be undone. */
  tone?: ButtonTone
  size?: ButtonSize
  icon?: ReactNode
  /** The key that does the same, as a `Kbd`. */
  shortcut?: ReactNode
  /** Under way: the button keeps its size, says so to assistive technology and takes no press. */
  busy?: boolean
  /** Pressed state of a button that stays in. */
  pressed?: boolean
  block?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  tone = 'secondary',
  size = 'md',
  icon,
  shortcut,
  busy = false,
  pressed,
  block = false,
  className,
  children,
  disabled,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles.button, styles[tone], styles[size], block && styles.block, className)}
      disabled={disabled}
      aria-pressed={pressed}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <SpinnerMark /> : icon}
      <span className={styles.label}>{children}</span>
      {shortcut}
    </button>
  )
}
