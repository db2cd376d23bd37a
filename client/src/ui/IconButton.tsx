import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './Button.tsx'
import { classNames } from './classNames.ts'
import styles from './IconButton.module.css'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children' | 'block'> {
  /** Its name: read out, and shown when pointed at. */
  label: string
  icon: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A button with a picture alone. It always has a name. */
export function IconButton({
  label,
  icon,
  shortcut,
  side = 'top',
  tone = 'quiet',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <Button
        {...rest}
        tone={tone}
        icon={icon}
        aria-label={label}
        className={classNames(styles.iconButton, className)}
      />
    </Tooltip>
  )
}
