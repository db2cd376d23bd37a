import { Popover as Primitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import styles from './Popover.module.css'

export interface PopoverProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** What it is about; read out when it opens. */
  label: string
  /** The element that it opens from and returns the focus to. */
  anchor: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}

/** A small panel beside what it is about; the page stays in use. */
export function Popover({
  open,
  onOpenChange,
  label,
  anchor,
  side = 'right',
  align = 'start',
  children,
}: PopoverProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Anchor asChild>{anchor}</Primitive.Anchor>
      <Primitive.Portal>
        <Primitive.Content
          className={styles.popover}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={label}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
