import type { ReactNode } from 'react'
import { Dialog } from '../../../../ui/index.ts'
import { useChangeSteps } from './ChangeSteps.tsx'
import type { ChangePlan } from './useChangeFlow.ts'

interface ChangeDialogProps {
  title: string
  description?: string
  children: ReactNode
  /** What is typed, as edits or as a plan to ask for; null when something is wrong with it, which the fields then say. */
  editsOf: () => ChangePlan | null
  summary: () => string
  /** What the preview says in words, above its rows. */
  inWords?: ReactNode
  onOvertaken?: () => Promise<void>
  onClose: () => void
}

/** A change in a dialog: fields, then what they would change, then done. */
export function ChangeDialog(props: ChangeDialogProps) {
  const steps = useChangeSteps({
    planOf: props.editsOf,
    summary: props.summary,
    inWords: props.inWords,
    ...(props.onOvertaken === undefined ? {} : { onOvertaken: props.onOvertaken }),
    onCancel: props.onClose,
    onApplied: props.onClose,
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      width="lg"
      title={props.title}
      {...(props.description === undefined || !steps.isTyping ? {} : { description: props.description })}
      footer={steps.actions}
    >
      {steps.body(props.children)}
    </Dialog>
  )
}
