import { ToggleGroup as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './Segmented.module.css'

export interface SegmentedOption<V extends string> {
  value: V
  label: ReactNode
  icon?: ReactNode
  shortcut?: ReactNode
  /** Name when the label is not text. */
  name?: string
}

export interface SegmentedProps<V extends string> {
  label: string
  value: V
  options: SegmentedOption<V>[]
  onChange: (value: V) => void
  disabled?: boolean
  size?: 'sm' | 'md'
}

/** One of two to five, all in sight; the arrow keys move, one press chooses. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, value, options, onChange, disabled = false, size = 'md' } = props
  return (
    <Primitive.Root
      type="single"
      className={styles.group}
      aria-label={label}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <Primitive.Item
          key={option.value}
          value={option.value}
          className={size === 'sm' ? styles.small : styles.item}
          {...(option.name === undefined ? {} : { 'aria-label': option.name })}
        >
          {option.icon}
          <span>{option.label}</span>
          {option.shortcut}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  )
}
