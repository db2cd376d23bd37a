import { Delete } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { CODE_LENGTH, type PairingModel, type PairingSnapshot } from '../../state/site/PairingModel.ts'
import styles from './Keypad.module.css'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const COLUMNS = 3

/** Where each arrow leads on a pad of three columns. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
}

/** For a remote control or a mouse: a room's PC may have no keyboard. */
export function Keypad({ model, snapshot }: { model: PairingModel; snapshot: PairingSnapshot }) {
  const { t } = useTranslation('pairing')
  const { digits, sending, blockedUntil } = snapshot
  const complete = digits.length === CODE_LENGTH
  const ref = useArrowKeyEntry()
  const type = (digit: string) => () => model.setText(digits + digit)
  return (
    // The group only steers the focus among its own buttons.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset ref={ref} className={styles.pad} aria-label={t('keypad')} onKeyDown={walk}>
      {DIGITS.map((digit) => (
        <button key={digit} type="button" className={styles.key} onClick={type(digit)}>
          {digit}
        </button>
      ))}
      <button
        type="button"
        className={styles.key}
        aria-label={t('erase')}
        onClick={() => model.setText(digits.slice(0, -1))}
      >
        <Delete aria-hidden="true" />
      </button>
      <button type="button" className={styles.key} onClick={type('0')}>
        0
      </button>
      <button
        type="button"
        className={styles.submit}
        disabled={!complete || sending || blockedUntil !== null}
        onClick={() => void model.submit()}
        data-testid="pairing-submit"
      >
        {complete && !sending ? t('again') : t('submit')}
      </button>
    </fieldset>
  )
}

function walk(event: KeyboardEvent<HTMLFieldSetElement>): void {
  const by = STEPS[event.key]
  if (by === undefined) return
  const keys = [...event.currentTarget.querySelectorAll('button')]
  const at = keys.findIndex((key) => key === document.activeElement)
  const next = keys[at + by]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

/** A remote control's arrows lead from the field to the pad. */
function useArrowKeyEntry() {
  const ref = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    const handle = (event: globalThis.KeyboardEvent): void => {
      const inPad = ref.current?.contains(document.activeElement) ?? false
      if (inPad || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
      event.preventDefault()
      ref.current?.querySelector('button')?.focus()
    }
    document.addEventListener('keydown', handle)
    return () => document.removeEventListener('keydown', handle)
  }, [])
  return ref
}
