import type { ReactNode } from 'react'
import { navigate, PATHS } from '../../../../app/navigation.tsx'
import { useChangeSteps, type ChangeStepsOptions } from '../change/ChangeSteps.tsx'
import { Page } from '../Page.tsx'

interface PlanPageProps extends Omit<ChangeStepsOptions, 'onCancel' | 'onApplied'> {
  title: string
  intro: string
  children: ReactNode
  onApplied?: () => void
}

const toTree = () => navigate(PATHS.directory)

/** A rearrangement of units on a page of its own. */
export function PlanPage({ title, intro, children, onApplied, ...options }: PlanPageProps) {
  const steps = useChangeSteps({ ...options, onCancel: toTree, onApplied: onApplied ?? toTree })
  return (
    <Page title={title} {...(steps.isTyping ? { intro } : {})} actions={steps.actions}>
      {steps.body(children)}
    </Page>
  )
}
