import { DropdownMenu as Primitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './classNames.ts'
import styles from './Menu.module.css'

export interface MenuItem {
  key: string
  label: ReactNode
  icon?: ReactNode
  shortcut?: ReactNode
  disabled?: boolean
  danger?: boolean
  /** Draws a line above it. */
  separated?: boolean
  /** Marks the one that holds now. */
  checked?: boolean
  onSelect: () => void
}

export interface MenuProps {
  trigger: ReactElement
  items: MenuItem[]
  align?: 'start' | 'center' | 'end'
  /** Its heading, when the trigger alone does not say what it is about. */
  title?: ReactNode
}

/** A list of actions that opens from a button. */
export function Menu({ trigger, items, align = 'end', title }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8}>
          {title !== undefined && <Primitive.Label className={styles.title}>{title}</Primitive.Label>}
          {items.map((item) => (
            <MenuEntry key={item.key} item={item} />
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function MenuEntry({ item }: { item: MenuItem }) {
  const className = classNames(styles.item, item.danger === true && styles.danger)
  const content = (
    <>
      <span className={styles.icon}>{item.icon}</span>
      <span className={styles.label}>{item.label}</span>
      {item.shortcut}
    </>
  )
  return (
    <>
      {item.separated === true && <Primitive.Separator className={styles.separator} />}
      {item.checked === undefined ? (
        <Primitive.Item className={className} disabled={item.disabled ?? false} onSelect={item.onSelect}>
          {content}
        </Primitive.Item>
      ) : (
        <Primitive.CheckboxItem
          className={className}
          disabled={item.disabled ?? false}
          checked={item.checked}
          onSelect={item.onSelect}
        >
          {content}
          <Primitive.ItemIndicator className={styles.indicator}>✓</Primitive.ItemIndicator>
        </Primitive.CheckboxItem>
      )}
    </>
  )
}
