import type { SiteId, UnitId } from '@diem-cau/protocol'
import { Siren } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { newCommandId } from '../../../../connection/identity.ts'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { resolveSelection } from '../../../../state/directory/selection.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { dayOf } from '../../../../state/schedule/days.ts'
import { chairOf, invitationOf, WHOLE, type UrgentChoice } from '../../../../state/schedule/urgentCall.ts'
import { Button, Combobox, Dialog, ErrorText, Segmented, Spinner, TextField } from '../../../../ui/index.ts'
import { UnitPicker } from '../../../../ui/tree/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { callsPath } from '../places.ts'
import { useDirectoryTree } from '../useDirectoryTree.ts'
import { useToldWords } from '../useToldWords.ts'
import styles from './Urgent.module.css'

interface UrgentCallDialogProps {
  unitId: UnitId
  onClose: () => void
}

/** Whom to call and why; what will happen; then it happens. */
export default function UrgentCallDialog({ unitId, onClose }: UrgentCallDialogProps) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const { clockNow, link } = useConsole()
  const directory = useDirectoryTree(dayOf(clockNow))
  const { tree, contents } = directory
  const [choice, setChoice] = useState<UrgentChoice>(WHOLE)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  // One call, however often the button is pressed or the answer is lost.
  const [command] = useState(newCommandId)
  const [chairSiteId, setChairSiteId] = useState<SiteId | null>(null)
  const invitation = invitationOf(choice, unitId)
  const told = useToldWords()
  const chosen =
    tree === null || contents === null
      ? null
      : resolveSelection(invitation, { tree, groups: contents.groups })
  const count = chosen?.count ?? null
  const chair = tree === null ? undefined : chairOf(tree, unitId, chairSiteId)
  // The board shows whoever is called, the chair's site among them also where nobody chose it.
  const isChairAdded = chosen !== null && chair !== undefined && !chosen.hasSite(chair.siteId)

  async function call(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (reason.trim() === '' || count === 0 || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const body = {
        command,
        hostUnitId: unitId,
        invitation,
        reason: reason.trim(),
        ...(chairSiteId === null ? {} : { chairSiteId }),
      }
      const { sessionId } = await rest('urgent.call', { body })
      onClose()
      navigate(callsPath(sessionId))
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      width={choice.preset === 'chosen' ? 'lg' : 'md'}
      title={t('urgent.title')}
      footer={
        <Button
          type="submit"
          form="urgent-call"
          tone="live"
          size="lg"
          icon={<Siren size={20} />}
          busy={busy}
          disabled={link.kind !== 'live'}
        >
          {count === null || count === 0 ? t('urgent.callNone') : t('urgent.call', { count })}
        </Button>
      }
    >
      <form id="urgent-call" className={styles.form} onSubmit={(event) => void call(event)} noValidate>
        <TextField
          label={t('urgent.why')}
          placeholder={t('urgent.whyPlaceholder')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          size="lg"
          error={tried && reason.trim() === '' ? t('urgent.whyMissing') : undefined}
        />
        <Who choice={choice} onChoice={setChoice} directory={directory} unitId={unitId} />
        <output className={styles.consequence}>
          {count === null
            ? t('urgent.counting')
            : count === 0
              ? t('urgent.whoMissing')
              : t('urgent.consequence', { count, told })}
          {isChairAdded &&
            count !== null &&
            count > 0 &&
            ` ${t('urgent.chairAdded', { name: chair.name, total: count + 1 })}`}
        </output>
        {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
        {problem?.code === 'chair_busy' && (
          <Combobox
            label={t('form.chairSite')}
            value={chairSiteId ?? ''}
            onChange={(value) => setChairSiteId(tree?.site(value)?.siteId ?? null)}
            options={(tree?.sites ?? []).map(({ siteId, name }) => ({ value: siteId, label: name }))}
            nothing={t('form.nothingFound')}
          />
        )}
        {link.kind !== 'live' && <ErrorText>{t('urgent.offline')}</ErrorText>}
      </form>
    </Dialog>
  )
}

interface WhoProps {
  choice: UrgentChoice
  onChoice: (choice: UrgentChoice) => void
  directory: ReturnType<typeof useDirectoryTree>
  unitId: UnitId
}

function Who({ choice, onChoice, directory, unitId }: WhoProps) {
  const { t } = useTranslation('schedule')
  const { tree, contents } = directory
  const own = tree?.unit(unitId)
  const units = (tree?.units ?? []).filter(
    ({ kind, siteTo, siteFrom }) => kind !== 'body' && siteTo > siteFrom,
  )
  const groups = contents?.groups ?? []
  return (
    <div className={styles.who}>
      <span className={styles.label}>{t('urgent.who')}</span>
      <Segmented
        label={t('urgent.who')}
        value={choice.preset}
        onChange={(preset) => onChoice({ ...choice, preset })}
        options={[
          {
            value: 'whole',
            label:
              own === undefined || own.kind === 'province'
                ? t('urgent.whole')
                : t('urgent.wholeOf', { unit: own.name }),
          },
          { value: 'unit', label: t('urgent.unit') },
          { value: 'group', label: t('urgent.group') },
          { value: 'chosen', label: t('urgent.chosen') },
        ]}
      />
      {choice.preset === 'unit' && (
        <Combobox
          label={t('urgent.chooseUnit')}
          value={choice.unitId ?? ''}
          onChange={(value) => onChoice({ ...choice, unitId: tree?.unit(value)?.unitId ?? null })}
          options={units.map((unit) => ({ value: unit.unitId, label: unit.name }))}
          nothing={t('form.noUnit')}
        />
      )}
      {choice.preset === 'group' && groups.length === 0 && (
        <p className={styles.soft}>{t('urgent.groupsNone')}</p>
      )}
      {choice.preset === 'group' && groups.length > 0 && (
        <Combobox
          label={t('urgent.chooseGroup')}
          value={choice.groupId ?? ''}
          onChange={(value) =>
            onChoice({ ...choice, groupId: groups.find(({ groupId }) => groupId === value)?.groupId ?? null })
          }
          options={groups.map(({ groupId, name }) => ({ value: groupId, label: name }))}
          nothing={t('urgent.noGroup')}
        />
      )}
      {choice.preset === 'chosen' &&
        (tree === null || contents === null ? (
          <Spinner>{t('urgent.counting')}</Spinner>
        ) : (
          <UnitPicker
            label={t('urgent.who')}
            tree={tree}
            groups={contents.groups}
            tiers={contents.tiers}
            value={choice.chosen}
            onChange={(chosen) => onChoice({ ...choice, chosen })}
            height={260}
          />
        ))}
    </div>
  )
}
