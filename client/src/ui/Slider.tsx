import { Slider as Primitive } from 'radix-ui'
import styles from './Slider.module.css'

export interface SliderProps {
  label: string
  /** Between `min` and `max`. */
  value: number
  min?: number
  max?: number
  step?: number
  /** The value in words, with its unit. */
  valueText: string
  onChange: (value: number) => void
  disabled?: boolean
}

export function Slider(props: SliderProps) {
  const { label, value, min = 0, max = 100, step = 5, valueText, onChange, disabled = false } = props
  return (
    <Primitive.Root
      className={styles.root}
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onChange(next)}
    >
      <Primitive.Track className={styles.track}>
        <Primitive.Range className={styles.range} />
      </Primitive.Track>
      <Primitive.Thumb className={styles.thumb} aria-label={label} aria-valuetext={valueText} />
    </Primitive.Root>
  )
}
