/* eslint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- HTML has no list that a text field filters */
import { foldText } from '@diem-cau/protocol'
import { ChevronDown } from 'lucide-react'
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from './classNames.ts'
import styles from './Combobox.module.css'
import { ErrorText } from './ErrorText.tsx'
import field from './field.module.css'

export interface ComboboxOption {
  value: string
  label: string
  /** A second, softer line; searched as well. */
  detail?: string
}

export interface ComboboxProps {
  label: ReactNode
  /** The chosen option's value; empty for none. */
  value: string
  options: readonly ComboboxOption[]
  onChange: (value: string) => void
  placeholder?: string
  hint?: ReactNode
  error?: ReactNode
  /** Said when nothing fits what was typed. */
  nothing: string
  hideLabel?: boolean
  disabled?: boolean
}

/** More are not drawn: whoever has so many types another letter. */
const MOST_SHOWN = 60
const ROWS_A_PAGE = 8

function matching(options: readonly ComboboxOption[], typed: string): ComboboxOption[] {
  const words = foldText(typed).split(' ').filter(Boolean)
  const fits = (text: string) => words.every((word) => ` ${foldText(text)}`.includes(` ${word}`))
  // What is named so comes before what only lies in it.
  const byName = options.filter(({ label }) => fits(label))
  const byDetail = options.filter(({ label, detail = '' }) => !fits(label) && fits(`${label} ${detail}`))
  return [...byName, ...byDetail].slice(0, MOST_SHOWN)
}

/** One of many, found by typing a part of its name without accents. After the ARIA pattern of a combobox with a list. */
export function Combobox(props: ComboboxProps) {
  const { label, value, options, onChange, placeholder, hint, error, nothing } = props
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const open = typed !== null
  const shown = open ? matching(options, typed) : []
  // In the top layer, tied to the field: a dialog that scrolls does not cut it off.
  const anchor = `--list-${id.replaceAll(/\W/g, '')}`
  useLayoutEffect(() => {
    if (!open) {
      list.current?.hidePopover()
      // What is typed next is another name, not more of this one.
      if (document.activeElement === input.current) input.current?.select()
      return
    }
    list.current?.showPopover()
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [open])

  function begin() {
    if (open) return
    setTyped('')
    setActive(
      Math.max(
        0,
        matching(options, '').findIndex((option) => option.value === value),
      ),
    )
  }
  function choose(option: ComboboxOption | undefined) {
    if (option !== undefined) onChange(option.value)
    setTyped(null)
  }
  function move(to: number) {
    const next = Math.min(Math.max(0, to), shown.length - 1)
    setActive(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  function onKeyDown(event: KeyboardEvent) {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => (open ? move(active + 1) : begin()),
      ArrowUp: () => (open ? move(active - 1) : begin()),
      PageDown: () => move(active + ROWS_A_PAGE),
      PageUp: () => move(active - ROWS_A_PAGE),
      Enter: () => choose(shown[active]),
      Escape: () => setTyped(null),
    }
    const act = keys[event.key]
    if (act === undefined || (!open && !event.key.startsWith('Arrow'))) return
    event.preventDefault()
    act()
  }
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={field.field}>
      <label className={classNames(field.label, props.hideLabel === true && field.hidden)} htmlFor={id}>
        {label}
      </label>
      <div className={styles.row} style={{ anchorName: anchor }}>
        <input
          ref={input}
          id={id}
          className={classNames(field.control, styles.input)}
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          disabled={props.disabled}
          value={typed ?? chosen?.label ?? ''}
          placeholder={open ? (chosen?.label ?? placeholder) : placeholder}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && shown.length > 0 ? `${id}-${active}` : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy === '' ? undefined : describedBy}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
          }}
          onClick={begin}
          onKeyDown={onKeyDown}
          onBlur={() => setTyped(null)}
        />
        <ChevronDown className={styles.icon} size={16} aria-hidden="true" />
        <ul
          ref={list}
          id={`${id}-list`}
          className={styles.list}
          role="listbox"
          aria-label={typeof label === 'string' ? label : undefined}
          popover="manual"
          style={{ positionAnchor: anchor }}
        >
          {shown.map((option, index) => (
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
            <li
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={option.value === value}
              className={classNames(styles.option, index === active && styles.active)}
              // Before the field loses the focus.
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => choose(option)}
            >
              <span>{option.label}</span>
              {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
            </li>
          ))}
          {open && shown.length === 0 && (
            <li className={styles.nothing} role="option" aria-selected={false} aria-disabled>
              {nothing}
            </li>
          )}
        </ul>
      </div>
      {hint && (
        <span id={`${id}-hint`} className={field.hint}>
          {hint}
        </span>
      )}
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </div>
  )
}
