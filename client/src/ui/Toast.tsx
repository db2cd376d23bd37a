import { X } from 'lucide-react'
import { Toast as Primitive } from 'radix-ui'
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import styles from './Toast.module.css'

export interface ToastMessage {
  text: ReactNode
  tone?: 'plain' | 'warn'
  /** Takes back what was done. */
  action?: { label: string; onAction: () => void }
  durationMs?: number
}

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined)

/** Shows a toast. Only for what the eye does not already see: something elsewhere, or that can be undone. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext)
}

const DEFAULT_DURATION_MS = 8_000
const MOST_AT_ONCE = 3

/** What can still be taken back or looked after stays beside the next one; what was only said gives way to it. */
function mustStay({ message }: { message: ToastMessage }): boolean {
  return message.action !== undefined || message.tone === 'warn'
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common')
  const [toasts, setToasts] = useState<{ id: number; message: ToastMessage }[]>([])
  const nextId = useRef(1)
  const show = useCallback((message: ToastMessage) => {
    const id = nextId.current++
    setToasts((current) => [...current.filter(mustStay), { id, message }].slice(-MOST_AT_ONCE))
  }, [])
  const remove = (id: number) => setToasts((current) => current.filter((toast) => toast.id !== id))
  const value = useMemo(() => show, [show])
  return (
    <ToastContext value={value}>
      <Primitive.Provider swipeDirection="down" label={t('notice')}>
        {children}
        {toasts.map(({ id, message }) => (
          <Primitive.Root
            key={id}
            className={styles.toast}
            data-tone={message.tone ?? 'plain'}
            duration={message.durationMs ?? DEFAULT_DURATION_MS}
            onOpenChange={(open) => !open && remove(id)}
          >
            <Primitive.Description className={styles.text}>{message.text}</Primitive.Description>
            {message.action !== undefined && (
              <Primitive.Action asChild altText={message.action.label}>
                <Button size="sm" onClick={message.action.onAction}>
                  {message.action.label}
                </Button>
              </Primitive.Action>
            )}
            <Primitive.Close asChild>
              <Button size="sm" tone="quiet" icon={<X size={16} />} aria-label={t('action.close')} />
            </Primitive.Close>
          </Primitive.Root>
        ))}
        <Primitive.Viewport className={styles.viewport} />
      </Primitive.Provider>
    </ToastContext>
  )
}
