import { useRef } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { CODE_LENGTH, type PairingModel, type PairingSnapshot } from '../../state/site/PairingModel.ts'
import { classNames } from '../../ui/index.ts'
import styles from './CodeField.module.css'

interface CodeFieldProps {
  model: PairingModel
  snapshot: PairingSnapshot
  describedBy: string
}

const POSITIONS = Array.from({ length: CODE_LENGTH }, (_, index) => index)

/** One field, drawn as eight large digits in two groups of four, as they are read out. */
export function CodeField({ model, snapshot, describedBy }: CodeFieldProps) {
  const { t } = useTranslation('pairing')
  const ref = useRef<HTMLInputElement>(null)
  const { digits, sending, trouble } = snapshot
  return (
    <div className={styles.field} data-bad={trouble !== null} data-sending={sending}>
      <input
        ref={ref}
        className={styles.input}
        data-testid="pairing-code"
        aria-label={t('code')}
        aria-describedby={describedBy}
        aria-invalid={trouble !== null}
        inputMode="numeric"
        autoComplete="one-time-code"
        // Nobody has pressed anything yet, and this is the only thing to do here.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={digits}
        onChange={(event) => model.setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void model.submit()
        }}
      />
      <div className={styles.digits} aria-hidden="true">
        {POSITIONS.map((position) => (
          <span
            key={position}
            className={classNames(styles.digit, position === digits.length && !sending && styles.next)}
          >
            {digits[position]}
          </span>
        ))}
      </div>
    </div>
  )
}
