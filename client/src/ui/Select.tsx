import { Check, ChevronDown } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import { classNames } from './classNames.ts'
import field from './field.module.css'
import styles from './Select.module.css'

export interface SelectOption {
  value: string
  label: string
  /** A second, softer line. */
  detail?: string
  disabled?: boolean
}

export interface SelectProps {
  label: ReactNode
  value: string
  options: SelectOption[]
  onChange: (value: string) => void
  placeholder?: string
  hint?: ReactNode
  disabled?: boolean
  hideLabel?: boolean
  size?: 'md' | 'lg'
  id?: string
}

/** One of a few. Radix has no empty value: use a value of your own for "none". */
export function Select(props: SelectProps) {
  const { label, value, options, onChange, placeholder, hint, disabled = false, hideLabel = false } = props
  const ownId = useId()
  const id = props.id ?? ownId
  return (
    <div className={field.field}>
      <label className={classNames(field.label, hideLabel && field.hidden)} htmlFor={id}>
        {label}
      </label>
      <Primitive.Root value={value} onValueChange={onChange} disabled={disabled}>
        <Primitive.Trigger
          id={id}
          className={classNames(field.control, styles.trigger, props.size === 'lg' && field.large)}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        >
          <span className={styles.value}>
            <Primitive.Value placeholder={placeholder} />
          </span>
          <Primitive.Icon className={styles.icon}>
            <ChevronDown size={16} />
          </Primitive.Icon>
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content className={styles.content} position="popper" sideOffset={4} collisionPadding={8}>
            <Primitive.Viewport className={styles.viewport}>
              {options.map((option) => (
                <Primitive.Item
                  key={option.value}
                  className={styles.item}
                  value={option.value}
                  disabled={option.disabled ?? false}
                >
                  <div>
                    <Primitive.ItemText>{option.label}</Primitive.ItemText>
                    {option.detail !== undefined && <div className={styles.detail}>{option.detail}</div>}
                  </div>
                  <Primitive.ItemIndicator className={styles.check}>
                    <Check size={16} />
                  </Primitive.ItemIndicator>
                </Primitive.Item>
              ))}
            </Primitive.Viewport>
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={field.hint}>
          {hint}
        </span>
      )}
    </div>
  )
}
