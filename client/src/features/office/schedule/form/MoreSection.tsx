import { SESSION_ROLES, type SessionBody } from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import {
  Button,
  Combobox,
  ErrorText,
  IconButton,
  Segmented,
  Select,
  TextField,
} from '../../../../ui/index.ts'
import fieldStyles from '../../../../ui/field.module.css'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { ConductSection } from './ConductSection.tsx'
import styles from './Form.module.css'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

/** What is seldom changed: technicians, roles, settings, notes. Closed unless there is something in it. */
export function MoreSection({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { technicians, people, notes } = form.draft
  const [open, setOpen] = useState(technicians.length + people.length > 0 || notes !== '')
  return (
    <details
      className={styles.moreSection}
      open={open || form.shownFaults.includes('technicians')}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('form.more')}</summary>
      <Technicians form={form} />
      <People form={form} isShown={open} />
      <Settings form={form} />
      <ConductSection form={form} />
      <Notes form={form} />
    </details>
  )
}

function Technicians({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { directory } = useConsole()
  const { draft, change, shownFaults } = form
  const { technicians } = draft
  const update = (index: number, technician: SessionBody['technicians'][number]) =>
    change({ technicians: technicians.map((entry, at) => (at === index ? technician : entry)) })
  return (
    <Section
      title={t('form.technicians')}
      aside={<span className={styles.soft}>{t('form.techniciansHint')}</span>}
    >
      {technicians.map((technician, index) => (
        <div key={`${technician.siteId}-${index}`} className={styles.quad}>
          <Combobox
            label={t('form.technicianSite')}
            hideLabel
            value={technician.siteId}
            onChange={(value) => {
              const site = directory?.site(value)
              if (site !== undefined) update(index, { ...technician, siteId: site.siteId })
            }}
            options={(directory?.sites ?? []).map(({ siteId, name }) => ({ value: siteId, label: name }))}
            nothing={t('form.nothingFound')}
          />
          <TextField
            label={t('form.technicianName')}
            hideLabel
            placeholder={t('form.technicianName')}
            value={technician.contact.name}
            onChange={(name) => update(index, { ...technician, contact: { ...technician.contact, name } })}
            maxLength={200}
          />
          <TextField
            label={t('form.technicianPhone')}
            hideLabel
            placeholder={t('form.technicianPhone')}
            value={technician.contact.phone}
            onChange={(phone) => update(index, { ...technician, contact: { ...technician.contact, phone } })}
            maxLength={40}
            type="tel"
          />
          <IconButton
            label={t('form.technicianRemove', { position: index + 1 })}
            icon={<Trash2 size={16} />}
            onClick={() => change({ technicians: technicians.toSpliced(index, 1) })}
          />
        </div>
      ))}
      {shownFaults.includes('technicians') && <ErrorText>{t('form.fault.technicians')}</ErrorText>}
      <div>
        <Button
          size="sm"
          icon={<Plus size={16} />}
          onClick={() =>
            change({
              technicians: [
                ...technicians,
                { siteId: draft.chair.siteId, contact: { name: '', phone: '', email: '' } },
              ],
            })
          }
        >
          {t('form.technicianAdd')}
        </Button>
      </div>
    </Section>
  )
}

/** Accounts with a role in this session alone. Who may not see the accounts is told so. */
function People({ form, isShown }: { form: SessionFormState; isShown: boolean }) {
  const { t } = useTranslation('schedule')
  const { draft, change } = form
  const { people } = draft
  const { data, error } = useQuery({
    queryKey: ['accounts', 'choice'],
    queryFn: ({ signal }) => rest('account.list', { query: { limit: 500 }, signal }),
    enabled: isShown,
    staleTime: 60_000,
  })
  const accounts = data?.items ?? []
  const nameOf = (accountId: string) =>
    accounts.find((account) => account.accountId === accountId)?.displayName ?? accountId
  return (
    <Section title={t('form.roles')} aside={<span className={styles.soft}>{t('form.rolesHint')}</span>}>
      {people.map((person, index) => (
        <div key={`${person.accountId}-${person.role}`} className={styles.triple}>
          <span className={styles.person}>{nameOf(person.accountId)}</span>
          <Select
            label={t('form.role')}
            hideLabel
            value={person.role}
            onChange={(value) => {
              const role = SESSION_ROLES.find((entry) => entry === value) ?? person.role
              change({ people: people.map((entry, at) => (at === index ? { ...entry, role } : entry)) })
            }}
            options={SESSION_ROLES.map((value) => ({ value, label: t(`form.roleOf.${value}`) }))}
          />
          <div>
            <IconButton
              label={t('form.roleRemove', { name: nameOf(person.accountId) })}
              icon={<Trash2 size={16} />}
              onClick={() => change({ people: people.toSpliced(index, 1) })}
            />
          </div>
        </div>
      ))}
      {error !== null ? (
        <p className={styles.soft}>{t('form.roleForbidden')}</p>
      ) : (
        <div className={styles.triple}>
          <Combobox
            label={t('form.roleAdd')}
            value=""
            placeholder={t('form.roleAccount')}
            onChange={(value) => {
              const account = accounts.find(({ accountId }) => accountId === value)
              if (account !== undefined) {
                change({ people: [...people, { accountId: account.accountId, role: 'secretary' }] })
              }
            }}
            options={accounts
              .filter(({ accountId }) => !people.some((person) => person.accountId === accountId))
              .map(({ accountId, displayName, userName }) => ({
                value: accountId,
                label: displayName,
                detail: userName,
              }))}
            nothing={t('form.noAccount')}
          />
        </div>
      )}
    </Section>
  )
}

function Settings({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { settings } = form.draft
  const set = (patch: Partial<SessionBody['settings']>) =>
    form.change({ settings: { ...settings, ...patch } })
  return (
    <Section title={t('form.settings')}>
      <div className={styles.settings}>
        <Choice
          label={t('form.speakerPlaces')}
          value={settings.speakerPlaces}
          most={3}
          onChange={(speakerPlaces) => set({ speakerPlaces })}
        />
        <Choice
          label={t('form.maxMicrophones')}
          value={settings.maxOpenMicrophones}
          most={4}
          onChange={(maxOpenMicrophones) => set({ maxOpenMicrophones })}
        />
        <div className={styles.choice}>
          <span>{t('form.codec')}</span>
          <Segmented
            label={t('form.codec')}
            value={settings.videoCodec}
            onChange={(videoCodec) => set({ videoCodec })}
            options={[
              { value: 'vp8', label: 'VP8' },
              { value: 'h264', label: 'H.264' },
            ]}
          />
        </div>
      </div>
    </Section>
  )
}

function Choice(props: { label: string; value: number; most: number; onChange: (value: number) => void }) {
  const { label, value, most, onChange } = props
  return (
    <div className={styles.choice}>
      <span>{label}</span>
      <Segmented
        label={label}
        value={String(value)}
        onChange={(chosen) => onChange(Number(chosen))}
        options={Array.from({ length: most }, (_, index) => ({
          value: String(index + 1),
          label: String(index + 1),
        }))}
      />
    </div>
  )
}

function Notes({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const id = useId()
  return (
    <Section title={t('form.notes')}>
      <label className={fieldStyles.hint} htmlFor={id}>
        {t('form.notesHint')}
      </label>
      <textarea
        id={id}
        className={fieldStyles.control}
        rows={4}
        maxLength={10_000}
        value={form.draft.notes}
        onChange={(event) => form.change({ notes: event.target.value })}
      />
    </Section>
  )
}
