import { Siren } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { loadNamespaces, useTranslation } from '../../../../i18n/index.ts'
import { Button, Kbd } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { useCallingUnit } from '../rights.ts'

/** Comes with its words when it is first asked for: the desk carries nothing of it until then. */
const UrgentCallDialog = lazy(async () => {
  const [module] = await Promise.all([
    import('./UrgentCallDialog.tsx'),
    loadNamespaces('schedule', 'directory'),
  ])
  return module
})

/** Whether something over the page, or a field, has the key. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"]:not([data-side])') !== null) return true
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null
  )
}

/** Calls sites together at once, from wherever one is in the console: this button, or Shift and U. */
export function UrgentCallButton() {
  const { t } = useTranslation('office')
  const { link } = useConsole()
  const unitId = useCallingUnit()
  const [open, setOpen] = useState(false)
  const isOffered = unitId !== null && link.kind === 'live'
  useEffect(() => {
    if (!isOffered) return undefined
    function press(event: KeyboardEvent) {
      if (event.key !== 'U' || event.ctrlKey || event.altKey || event.metaKey) return
      if (event.defaultPrevented || isTaken(event.target)) return
      event.preventDefault()
      setOpen(true)
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [isOffered])
  if (unitId === null) return null
  return (
    <>
      <Button
        tone="danger"
        size="sm"
        icon={<Siren size={16} />}
        shortcut={<Kbd>⇧U</Kbd>}
        disabled={!isOffered}
        onClick={() => setOpen(true)}
      >
        {t('urgent')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <UrgentCallDialog unitId={unitId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
