import type { SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import { useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../i18n/index.ts'
import type { Problem } from '../../state/api.ts'
import type { DirectoryModel } from '../../state/console/directory.ts'
import {
  draftFaults,
  inviteAll,
  invitedCount,
  invitedUnits,
  inviteesOf,
  newDraft,
  sitesUnder,
  toggleInvited,
  withHost,
  type SessionDraft,
} from '../../state/console/openSession.ts'
import { problemOf } from '../../state/problem.ts'
import { Button, Dialog, ErrorText, Select, Spinner, Switch, TextField } from '../../ui/index.ts'
import { useConsole } from './ConsoleContext.ts'
import styles from './OpenSessionDialog.module.css'

export interface OpenSessionDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  onOpened: (sessionId: SessionId) => void
}

/** Opens a session now: title, host, chair, who is invited. The whole tree unless somebody narrows it. */
export function OpenSessionDialog({ open, onOpenChange, onOpened }: OpenSessionDialogProps) {
  const { t } = useTranslation('console')
  const { directory } = useConsole()
  const formId = useId()
  const [busy, setBusy] = useState(false)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('open.title')}
      description={t('open.body')}
      footer={
        <Button type="submit" form={formId} tone="primary" busy={busy}>
          {t('open.submit')}
        </Button>
      }
    >
      {directory === null ? (
        <Spinner>{t('sites.loading')}</Spinner>
      ) : (
        <OpenSessionForm
          formId={formId}
          directory={directory}
          onBusy={setBusy}
          onOpened={(sessionId) => {
            onOpened(sessionId)
            onOpenChange(false)
          }}
        />
      )}
    </Dialog>
  )
}

interface FormProps {
  formId: string
  directory: DirectoryModel
  onBusy: (busy: boolean) => void
  onOpened: (sessionId: SessionId) => void
}

function OpenSessionForm({ formId, directory, onBusy, onOpened }: FormProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { connection } = useConsole()
  const [draft, setDraft] = useState(() => newDraft(directory))
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  if (draft === null) return <p>{t('open.noSites')}</p>
  const faults = tried ? draftFaults(draft, directory) : []

  async function submit(event: SubmitEvent, ready: SessionDraft) {
    event.preventDefault()
    setTried(true)
    if (draftFaults(ready, directory).length > 0) return
    onBusy(true)
    setProblem(null)
    try {
      const { sessionId } = await connection.command('session.open', {
        title: ready.title.trim(),
        hostUnitId: ready.hostUnitId,
        chairSiteId: ready.chairSiteId,
        invitedUnitIds: invitedUnits(ready, directory),
      })
      onOpened(sessionId)
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      onBusy(false)
    }
  }

  return (
    <form id={formId} className={styles.form} onSubmit={(event) => void submit(event, draft)} noValidate>
      <TextField
        label={t('open.name')}
        placeholder={t('open.namePlaceholder')}
        value={draft.title}
        onChange={(title) => setDraft({ ...draft, title })}
        maxLength={300}
        error={faults.includes('title') ? t('open.nameMissing') : undefined}
      />
      <div className={styles.pair}>
        <HostSelect draft={draft} directory={directory} onChange={setDraft} />
        <ChairSelect draft={draft} directory={directory} onChange={setDraft} />
      </div>
      <Invitations draft={draft} directory={directory} onChange={setDraft} />
      {faults.includes('invited') && <ErrorText>{t('open.invitedMissing')}</ErrorText>}
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </form>
  )
}

interface PartProps {
  draft: SessionDraft
  directory: DirectoryModel
  onChange: (draft: SessionDraft) => void
}

function HostSelect({ draft, directory, onChange }: PartProps) {
  const { t } = useTranslation('console')
  const hosts = directory.units.filter(
    (unit) => unit.kind !== 'body' && directory.node(unit.unitId) !== undefined,
  )
  return (
    <Select
      label={t('open.host')}
      value={draft.hostUnitId}
      options={hosts.map((unit) => ({ value: unit.unitId, label: unit.name }))}
      onChange={(value) => {
        const unit = hosts.find((entry) => entry.unitId === value)
        if (unit !== undefined) onChange(withHost(draft, unit.unitId, directory))
      }}
    />
  )
}

/** Rooms that a session is usually chaired from: the host's own, its bodies', those of its districts. */
function chairSites(directory: DirectoryModel, hostUnitId: UnitId) {
  const node = directory.node(hostUnitId)
  const own = sitesUnder(directory, hostUnitId)
  if (node === undefined) return own
  const first = new Set([
    ...node.sites.map((site) => site.siteId),
    ...node.children
      .flatMap((child) => (child.kind === 'bodies' ? child.sites : child.sites.slice(0, 1)))
      .map((site) => site.siteId),
  ])
  return own.filter((site) => first.has(site.siteId))
}

function ChairSelect({ draft, directory, onChange }: PartProps) {
  const { t } = useTranslation('console')
  const sites = chairSites(directory, draft.hostUnitId)
  return (
    <Select
      label={t('open.chair')}
      value={draft.chairSiteId}
      options={sites.map((site) => ({ value: site.siteId, label: site.name }))}
      onChange={(value) => {
        const site = sites.find((entry) => entry.siteId === value)
        if (site !== undefined) onChange({ ...draft, chairSiteId: site.siteId satisfies SiteId })
      }}
    />
  )
}

function Invitations({ draft, directory, onChange }: PartProps) {
  const { t } = useTranslation('console')
  const invitees = inviteesOf(directory, draft.hostUnitId)
  const { invited } = draft
  return (
    <fieldset className={styles.invited}>
      <legend>
        {t('open.invited')}{' '}
        <span className={styles.count}>{t('open.count', { count: invitedCount(draft, directory) })}</span>
      </legend>
      <Switch
        label={t('open.all')}
        checked={invited === 'all'}
        onChange={(all) => onChange(inviteAll(draft, all, directory))}
      />
      {invited !== 'all' && (
        <ul className={styles.list}>
          {invitees.map((invitee) => (
            <li key={invitee.key}>
              <label className={styles.choice}>
                <input
                  type="checkbox"
                  checked={invited.has(invitee.key)}
                  onChange={() => onChange(toggleInvited(draft, invitee.key))}
                />
                <span className={styles.name}>
                  {invitee.kind === 'bodies' ? t('sites.bodies') : invitee.name}
                </span>
                <span className={styles.count}>{invitee.siteIds.length}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}
