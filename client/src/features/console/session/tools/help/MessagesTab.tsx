import type { MessageView, NoticeTarget, SiteId } from '@diem-cau/protocol'
import { Megaphone, X } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { errorText, formatMoment, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { messagesOf, unreadSites } from '../../../../../state/console/help.ts'
import { Button, Combobox, EmptyState, ErrorText, type ComboboxOption } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import styles from './Help.module.css'
import { useSiteOptions } from './useSiteOptions.ts'

const ALL = 'all'
const MOST = 1_000
/** So many names are read at a glance. */
const NAMED = 40

/** Messages on the screens of sites: who has read them, and how they are taken down. */
export function MessagesTab({ screen, view }: ToolProps) {
  const { t } = useTranslation('help')
  const language = useLanguage()
  const { canConduct } = useConsole()
  const problem = screen.conduct.problems.get('help')
  const messages = messagesOf(view)
  return (
    <div className={styles.column}>
      {canConduct && <NewMessage screen={screen} view={view} />}
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {messages.length === 0 ? (
        <EmptyState icon={<Megaphone />} title={t('desk.message.none')}>
          {t('desk.message.noneHint')}
        </EmptyState>
      ) : (
        <ul className={styles.messages}>
          {messages.map((message) => (
            <ShownMessage key={message.messageId} screen={screen} view={view} message={message} />
          ))}
        </ul>
      )}
    </div>
  )
}

/** All sites, a unit with what lies below it, or one site. */
function useTargets(view: ToolProps['view']): {
  options: ComboboxOption[]
  targetOf: (value: string) => NoticeTarget
} {
  const { t } = useTranslation('help')
  const { directory } = useConsole()
  const sites = useSiteOptions(view)
  const units = (directory?.units ?? []).filter(({ unitId }) => {
    const node = directory?.node(unitId)
    return node !== undefined && node.allSites.some(({ siteId }) => view[`site:${siteId}`] !== undefined)
  })
  const options = [
    { value: ALL, label: t('desk.message.all') },
    ...units.map(({ unitId, name }) => ({
      value: `unit:${unitId}`,
      label: name,
      detail: t('desk.message.unit'),
    })),
    ...sites.map((site) => ({ ...site, value: `site:${site.value}` })),
  ]
  const targetOf = (value: string): NoticeTarget => {
    const unit = units.find(({ unitId }) => value === `unit:${unitId}`)
    if (unit !== undefined) return { to: 'unit', unitId: unit.unitId }
    const site = directory?.sites.find(({ siteId }) => value === `site:${siteId}`)
    return site === undefined ? { to: 'all' } : { to: 'site', siteId: site.siteId }
  }
  return { options, targetOf }
}

function NewMessage({ screen, view }: ToolProps) {
  const { t } = useTranslation('help')
  const [to, setTo] = useState(ALL)
  const [text, setText] = useState('')
  const { options, targetOf } = useTargets(view)
  const { conductor, conduct } = screen
  const show = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const done = await conductor.order('help', 'message.show', { text, target: targetOf(to) })
    if (done !== null) setText('')
  }
  return (
    <form className={styles.newMessage} onSubmit={(event) => void show(event)}>
      <Combobox
        label={t('desk.message.to')}
        value={to}
        options={options}
        nothing={t('desk.noSite')}
        onChange={(value) => setTo(value === '' ? ALL : value)}
      />
      <label className={styles.field}>
        <span>{t('desk.message.text')}</span>
        <textarea
          className={styles.area}
          rows={2}
          maxLength={MOST}
          value={text}
          placeholder={t('desk.message.placeholder')}
          onChange={(event) => setText(event.target.value)}
          data-testid="message-text"
        />
      </label>
      <div className={styles.row}>
        <Button
          type="submit"
          tone="primary"
          size="sm"
          icon={<Megaphone size={15} />}
          busy={conduct.busy.has('help')}
          disabled={text.trim() === ''}
          data-testid="message-show"
        >
          {t('desk.message.show')}
        </Button>
        {text.length > MOST - 200 && (
          <span className={styles.soft}>{t('desk.message.left', { count: MOST - text.length })}</span>
        )}
      </div>
    </form>
  )
}

function ShownMessage({ screen, view, message }: ToolProps & { message: MessageView }) {
  const { t } = useTranslation('help')
  const { directory, now, canConduct } = useConsole()
  const { messageId, text, by, at, target, siteCount, readSiteIds } = message
  const unread = unreadSites(message, sitesOf(view, target, directory?.node.bind(directory)))
  const nameOf = (siteId: string) => directory?.site(siteId)?.name ?? siteId
  return (
    <li className={styles.message} data-testid={`message-${messageId}`}>
      <div className={styles.messageWords}>
        <p className={styles.text}>{text}</p>
        <p className={styles.soft}>
          {targetWords(target, t('desk.message.all'), nameOf, (id) => directory?.node(id)?.name ?? id)} ·{' '}
          {t('desk.message.by', { name: by, time: formatMoment(at, now) })}
        </p>
        <details className={styles.readers}>
          <summary>{t('desk.message.read', { read: readSiteIds.length, count: siteCount })}</summary>
          {unread.length > 0 && (
            <p className={styles.soft}>
              {t('desk.message.unread')}: {unread.slice(0, NAMED).map(nameOf).join(', ')}
              {unread.length > NAMED && ' …'}
            </p>
          )}
        </details>
      </div>
      {canConduct && (
        <Button
          size="sm"
          icon={<X size={15} />}
          busy={screen.conduct.busy.has('help')}
          onClick={() => void screen.conductor.order('help', 'message.clear', { messageId })}
        >
          {t('desk.message.clear')}
        </Button>
      )}
    </li>
  )
}

function targetWords(
  target: NoticeTarget,
  all: string,
  siteName: (siteId: string) => string,
  unitName: (unitId: string) => string,
): string {
  if (target.to === 'all') return all
  return target.to === 'unit' ? unitName(target.unitId) : siteName(target.siteId)
}

/** Sites of the session that a message is for and that are shown to the viewer. */
function sitesOf(
  view: ToolProps['view'],
  target: NoticeTarget,
  node: ((key: string) => { allSites: readonly { siteId: SiteId }[] } | undefined) | undefined,
): SiteId[] {
  if (target.to === 'site') return [target.siteId]
  if (target.to === 'unit') {
    const below = node?.(target.unitId)?.allSites ?? []
    return below.flatMap(({ siteId }) => view[`site:${siteId}`]?.siteId ?? [])
  }
  return Object.entries(view).flatMap(([key, value]) =>
    key.startsWith('site:') && 'presence' in value ? [value.siteId] : [],
  )
}
