import { Popover as Primitive } from 'radix-ui'
import { useMemo, type ReactNode } from 'react'
import styles from './Popover.module.css'

export interface PopoverProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** What it is about; read out when it opens. */
  label: string
  /** Id of the element that it stands beside; one that is not on screen (any more) leaves it where it was. */
  anchorId: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}

/** A small panel beside what it is about; the page stays in use. */
export function Popover(props: PopoverProps) {
  const { open, onOpenChange, label, anchorId, side = 'right', align = 'start', children } = props
  const anchor = useMemo(() => measured(anchorId), [anchorId])
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Anchor virtualRef={anchor} />
      <Primitive.Portal>
        <Primitive.Content
          className={styles.popover}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={label}
          onOpenAutoFocus={focusPanel}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** The panel itself takes the focus: not its first button, whose tooltip would come with it. */
function focusPanel(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  event.preventDefault()
  event.currentTarget.focus()
}

/** Measures an element by its id each time, since rows of a long list come and go. */
function measured(id: string) {
  let last = new DOMRect()
  return {
    current: {
      getBoundingClientRect: () => {
        last = document.querySelector(`#${CSS.escape(id)}`)?.getBoundingClientRect() ?? last
        return last
      },
    },
  }
}
