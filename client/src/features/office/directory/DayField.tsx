import { useState, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { formatDay, parseDay } from '../../../state/directory/dates.ts'
import { TextField } from '../../../ui/index.ts'

interface DayFieldProps {
  label: ReactNode
  /** `YYYY-MM-DD`; null while what is typed is no day. */
  value: string | null
  onChange: (day: string | null) => void
  hint?: ReactNode
  error?: ReactNode
}

/** A day of the calendar, typed as people here write it: 05/11/2025. */
export function DayField({ label, value, onChange, hint, error }: DayFieldProps) {
  const { t } = useTranslation('directory')
  const [text, setText] = useState(value === null ? '' : formatDay(value))
  const [left, setLeft] = useState(false)
  // Set from outside: what was typed before is of no use.
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    if (value !== null && parseDay(text) !== value) setText(formatDay(value))
  }
  const wrong = left && text.trim() !== '' && parseDay(text) === null ? t('day.wrong') : null
  return (
    <TextField
      label={label}
      value={text}
      inputMode="numeric"
      placeholder={t('day.placeholder')}
      onChange={(next) => {
        setText(next)
        const day = parseDay(next)
        setKnown(day)
        onChange(day)
      }}
      onBlur={() => setLeft(true)}
      onFocus={() => setLeft(false)}
      hint={hint}
      error={error ?? wrong}
    />
  )
}
