import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { classNames } from './classNames.ts'
import styles from './Dialog.module.css'
import { openerNow, returnFocus } from './focusReturn.ts'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** One or two sentences under the title; read out when the dialog opens. */
  description?: ReactNode
  /** Buttons, the one that does it last. */
  footer?: ReactNode
  width?: 'sm' | 'md' | 'lg'
  /** Only a button of the footer puts it away. */
  isHeld?: boolean
  children?: ReactNode
}

/** A dialog that somebody asked for. The focus stays inside, Escape closes it, then goes back where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  width = 'md',
  isHeld = false,
  children,
}: DialogProps) {
  const { t } = useTranslation('common')
  const opener = useRef<HTMLElement | null>(null)
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content
          className={classNames(styles.content, styles[width])}
          onOpenAutoFocus={(event) => {
            opener.current = openerNow()
            focusFirstField(event)
          }}
          onCloseAutoFocus={(event) => returnFocus(opener.current, event)}
          onEscapeKeyDown={leaveToOpenList}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className={styles.header}>
            <Primitive.Title className={styles.title}>{title}</Primitive.Title>
            {!isHeld && (
              <Primitive.Close asChild>
                <Button tone="quiet" size="sm" aria-label={t('action.close')} icon={<X size={18} />} />
              </Primitive.Close>
            )}
          </header>
          <div className={styles.body}>
            {description !== undefined && (
              <Primitive.Description className={styles.description}>{description}</Primitive.Description>
            )}
            {children}
          </div>
          {footer !== undefined && footer !== false && <footer className={styles.footer}>{footer}</footer>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** Escape puts an open list of a field away, not the dialog around it. */
function leaveToOpenList(event: KeyboardEvent): void {
  const { target } = event
  if (target instanceof HTMLElement && target.matches('[role=combobox][aria-expanded=true]'))
    event.preventDefault()
}

/** The first field takes the focus; without one the dialog itself, so that no button is pressed by mistake. */
function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  event.preventDefault()
  const field = event.currentTarget.querySelector<HTMLElement>('input, textarea')
  ;(field ?? event.currentTarget).focus()
}

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** What happens, and that it can not be undone. */
  consequence: ReactNode
  /** The verb of what will be done, never "OK". */
  confirmLabel: string
  /** Rejecting keeps the dialog open; the caller shows why in `error`. */
  onConfirm: () => Promise<void> | void
  error?: ReactNode
}

/** Asks before what can not be undone. For anything else, do it and offer to undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, consequence, confirmLabel, onConfirm, error } = props
  const { t } = useTranslation('common')
  const [busy, setBusy] = useState(false)

  async function confirm() {
    setBusy(true)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch {
      // The caller shows the reason; the question stays on screen.
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={consequence}
      width="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('action.cancel')}</Button>
          <Button tone="danger" busy={busy} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {error}
    </Dialog>
  )
}
