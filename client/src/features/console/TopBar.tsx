import type { SessionHead, SessionId } from '@diem-cau/protocol'
import { ChevronDown, CircleHelp, LogOut, Plus, UserRound } from 'lucide-react'
import { isWithin, Link, navigate, PATHS, usePath } from '../../app/navigation.tsx'
import { Preferences } from '../../app/Preferences.tsx'
import { formatClockSeconds, formatDate, formatMoment, useTranslation } from '../../i18n/index.ts'
import { Button, IconButton, Kbd, Menu, StatusDot } from '../../ui/index.ts'
import { UrgentCallButton } from '../office/schedule/urgent/UrgentCallButton.tsx'
import { mayUse, SECTIONS, sectionOf } from '../office/sections.ts'
import { useConsole } from './ConsoleContext.ts'
import styles from './TopBar.module.css'

export interface TopBarProps {
  /** What the desk has up here beside the rest; the other sections have none of it. */
  desk?: {
    sessions: SessionHead[]
    onChooseSession: (sessionId: SessionId) => void
    onOpenSession: () => void
    onHelp: () => void
  }
  onLogout: () => void
}

export function TopBar({ desk, onLogout }: TopBarProps) {
  const { t } = useTranslation(['console', 'common', 'office'])
  const { account, clockNow: now, canManage } = useConsole()
  const name = account.displayName || account.userName
  return (
    <header className={styles.bar}>
      <Link href={PATHS.home} className={styles.brand} aria-label={t('common:product')}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span className={styles.wide}>{t('common:product')}</span>
      </Link>
      <Sections />
      {desk !== undefined && <SessionPicker sessions={desk.sessions} onChoose={desk.onChooseSession} />}
      {desk !== undefined && canManage && (
        <Button size="sm" icon={<Plus size={16} />} onClick={desk.onOpenSession}>
          {t('open.button')}
        </Button>
      )}
      <span className={styles.space} />
      <UrgentCallButton />
      <BridgeState />
      <time className={styles.clock} dateTime={new Date(now).toISOString()}>
        <span className={styles.wide}>{formatDate(now)}</span>
        <strong>{formatClockSeconds(now)}</strong>
      </time>
      <span className={styles.tools}>
        {desk !== undefined && (
          <IconButton
            label={t('help.title')}
            icon={<CircleHelp size={18} />}
            shortcut={<Kbd>?</Kbd>}
            side="bottom"
            onClick={desk.onHelp}
          />
        )}
        <Preferences />
      </span>
      <Menu
        trigger={
          <Button tone="quiet" size="sm" icon={<UserRound size={16} />} aria-label={name}>
            <span className={styles.user}>{name}</span>
          </Button>
        }
        title={
          <>
            {/* The button may have no room for the whole name. */}
            <div className={styles.name}>{name}</div>
            {name !== account.userName && <div>{account.userName}</div>}
            {account.grants.map(({ role, unitId, unitName }) => (
              <div key={`${role} ${unitId}`}>{`${t(`role.${role}`)} · ${unitName}`}</div>
            ))}
          </>
        }
        items={[
          {
            key: 'me',
            label: t('office:sections.me'),
            icon: <UserRound size={16} />,
            onSelect: () => navigate(PATHS.me),
          },
          { key: 'logout', label: t('logout'), icon: <LogOut size={16} />, onSelect: onLogout },
        ]}
      />
    </header>
  )
}

const BESIDE_DESK = SECTIONS.filter((section) => section !== 'me')

/** The way from the desk to the office and back. What an account may not see is not offered. */
function Sections() {
  const { t } = useTranslation('office')
  const path = usePath()
  const { account } = useConsole()
  const isDesk = sectionOf(path) === null
  return (
    <nav className={styles.sections} aria-label={t('sections.label')}>
      <Link href={PATHS.console} className={styles.section} aria-current={isDesk ? 'page' : undefined}>
        {t('sections.conduct')}
      </Link>
      {BESIDE_DESK.filter((section) => mayUse(section, account)).map((section) => (
        <Link
          key={section}
          href={PATHS[section]}
          className={styles.section}
          aria-current={isWithin(path, PATHS[section]) ? 'page' : undefined}
        >
          {t(`sections.${section}`)}
        </Link>
      ))}
    </nav>
  )
}

function SessionPicker(props: { sessions: SessionHead[]; onChoose: (sessionId: SessionId) => void }) {
  const { t } = useTranslation('console')
  const { screen, now } = useConsole()
  const current = props.sessions.find((session) => session.sessionId === screen?.sessionId)
  if (current === undefined || props.sessions.length < 2) return null
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm">
          <span className={styles.picker}>
            {t('session.several', { count: props.sessions.length })}
            <ChevronDown size={16} />
          </span>
        </Button>
      }
      title={t('session.choose')}
      items={props.sessions.map((session) => ({
        key: session.sessionId,
        checked: session.sessionId === current.sessionId,
        label: (
          <span className={styles.choice}>
            <span>{session.title}</span>
            <span className={styles.detail}>
              {session.hostUnitName} · {formatMoment(session.openedAt, now)} ·{' '}
              {t('session.connectedOf', { connected: session.connectedCount, total: session.siteCount })}
            </span>
          </span>
        ),
        onSelect: () => props.onChoose(session.sessionId),
      }))}
    />
  )
}

/** Whether what is on screen is live, and whether the bridge can carry media. */
function BridgeState() {
  const { t } = useTranslation('console')
  const { link, bridge } = useConsole()
  const nodes = bridge?.health.nodes ?? []
  const ready = nodes.filter((node) => node.connected).length
  if (link.kind !== 'live') return <StatusDot tone="warn" label={t('link.notLive')} badge />
  if (bridge !== null && ready === 0) return <StatusDot tone="warn" label={t('link.noMedia')} badge />
  return <StatusDot tone="good" label={t('link.live')} badge />
}
