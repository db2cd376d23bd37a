import type { SiteId } from '@diem-cau/protocol'
import { useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { sitesToDetach, usualChair } from '../../../state/console/branches.ts'
import type { PlacedSite, TreeNode } from '../../../state/console/directory.ts'
import { problemOf } from '../../../state/problem.ts'
import { Button, Dialog, ErrorText, Select } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './branches.module.css'

interface DetachDialogProps {
  /** The unit that is to meet on its own; null when nobody has asked. */
  node: TreeNode | null
  onClose: () => void
}

/** Lets a unit's rooms leave for a meeting of their own: who goes, and who has the chair there. */
export function DetachDialog({ node, onClose }: DetachDialogProps) {
  const { t } = useTranslation('console')
  const { screen } = useConsole()
  const formId = useId()
  const [busy, setBusy] = useState(false)
  const view = screen?.view ?? null
  const sites = node === null || view === null ? [] : sitesToDetach(node, view)
  if (node === null || screen === null || sites.length === 0) return null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('branch.detachTitle', { name: node.name })}
      description={t('branch.detachBody', { count: sites.length })}
      footer={
        <Button type="submit" form={formId} tone="primary" busy={busy}>
          {t('branch.detach')}
        </Button>
      }
    >
      <DetachForm
        formId={formId}
        node={node}
        sites={sites}
        screen={screen}
        onBusy={setBusy}
        onDone={onClose}
      />
    </Dialog>
  )
}

interface DetachFormProps {
  formId: string
  node: TreeNode
  sites: readonly PlacedSite[]
  screen: SessionScreen
  onBusy: (busy: boolean) => void
  onDone: () => void
}

function DetachForm({ formId, node, sites, screen, onBusy, onDone }: DetachFormProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { statusOf, canConduct, chooseSession } = useConsole()
  const [chosen, setChosen] = useState<SiteId | null>(() => usualChair(node, sites, statusOf))
  const [problem, setProblem] = useState<Problem | null>(null)
  // Who was chosen may have left the session meanwhile.
  const chair = sites.find(({ siteId }) => siteId === chosen) ?? sites[0]

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (chair === undefined) return
    onBusy(true)
    setProblem(null)
    try {
      const sessionId = await screen.conductor.detachBranch(node.unitId, chair.siteId)
      // Who conducts the common session stays with it; the unit's own crew goes along with its rooms.
      if (!canConduct) chooseSession(sessionId)
      onDone()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      onBusy(false)
    }
  }

  return (
    <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
      <Select
        label={t('branch.chair')}
        value={chair?.siteId ?? ''}
        options={sites.map(({ siteId, name }) => ({
          value: siteId,
          label: name,
          ...(statusOf(siteId).row?.presence === 'connected' ? {} : { detail: t('branch.chairAway') }),
        }))}
        onChange={(value) => setChosen(sites.find(({ siteId }) => siteId === value)?.siteId ?? null)}
      />
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </form>
  )
}
