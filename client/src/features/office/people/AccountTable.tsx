import type { AccountDetail } from '@diem-cau/protocol'
import { EllipsisVertical } from 'lucide-react'
import { formatDateTime, formatMoment, useTranslation } from '../../../i18n/index.ts'
import { DataTable, IconButton, Menu, StatusDot, type DataColumn, type MenuItem } from '../../../ui/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import styles from './People.module.css'
import { nameOf, type Task } from './task.ts'
import { useAtOnce } from './useAtOnce.ts'

interface AccountTableProps {
  accounts: readonly AccountDetail[]
  onTask: (task: Task) => void
}

export function AccountTable({ accounts, onTask }: AccountTableProps) {
  const { t } = useTranslation('people')
  const columns: DataColumn<AccountDetail>[] = [
    {
      key: 'person',
      head: t('column.person'),
      render: ({ displayName, userName, email }) => (
        <span className={styles.person}>
          <strong>{nameOf({ displayName, userName })}</strong>
          <span className={styles.soft}>{email === '' ? userName : `${userName} · ${email}`}</span>
        </span>
      ),
    },
    {
      key: 'roles',
      head: t('column.roles'),
      width: '34%',
      render: ({ grants }) => (
        <span className={styles.roles}>
          {grants.map(({ role, unitId, unitName, ended }) => (
            <span key={`${role} ${unitId}`} className={styles.role}>
              {t(`role.${role}`)} · {unitName}
              {ended !== null && <StatusDot tone="warn" label={t('state.unitEnded')} />}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'state',
      head: t('column.state'),
      width: '230px',
      render: (account) => <States account={account} />,
    },
    {
      key: 'lastLogin',
      head: t('column.lastLogin'),
      width: '150px',
      render: ({ lastLoginAt }) => (lastLoginAt === null ? t('never') : formatDateTime(lastLoginAt)),
    },
    {
      key: 'actions',
      head: '',
      width: '60px',
      align: 'end',
      render: (account) => <Actions account={account} onTask={onTask} />,
    },
  ]
  return (
    <div className={styles.table}>
      <DataTable
        caption={t('title')}
        columns={columns}
        rows={accounts}
        keyOf={({ accountId }) => accountId}
        isFaint={({ state }) => state === 'disabled'}
      />
    </div>
  )
}

function States({ account }: { account: AccountDetail }) {
  const { t } = useTranslation('people')
  const { now } = useConsole()
  return (
    <span className={styles.states}>
      <State account={account} now={now} />
      {account.hasSingleSignOn && <span className={styles.soft}>{t('sso')}</span>}
    </span>
  )
}

function Actions({ account, onTask }: { account: AccountDetail; onTask: (task: Task) => void }) {
  const { t } = useTranslation('people')
  const { account: own, now } = useConsole()
  const isOwn = account.userName === own.userName
  const isLocked = account.lockedUntil !== null && account.lockedUntil > now
  const { enable, unlock } = useAtOnce()
  const item = (
    kind: 'edit' | 'reset' | 'logins' | 'disable',
    label: string,
    more: Partial<MenuItem> = {},
  ): MenuItem => ({ key: kind, label, onSelect: () => onTask({ kind, account }), ...more })
  const name = nameOf(account)
  return (
    <Menu
      title={name}
      trigger={<IconButton label={t('actions', { name })} icon={<EllipsisVertical size={18} />} />}
      items={[
        item('edit', t('edit')),
        ...(account.hasPassword && !isOwn ? [item('reset', t('resetPassword'))] : []),
        ...(isLocked ? [{ key: 'unlock', label: t('unlock'), onSelect: () => void unlock(account) }] : []),
        item('logins', t('logins')),
        ...(isOwn
          ? []
          : [
              account.state === 'active'
                ? item('disable', t('disable'), { danger: true, separated: true })
                : {
                    key: 'enable',
                    label: t('enable'),
                    separated: true,
                    onSelect: () => void enable(account),
                  },
            ]),
      ]}
    />
  )
}

/** One state: what keeps somebody out first, then what is still to be done. */
function State({ account, now }: { account: AccountDetail; now: number }) {
  const { t } = useTranslation('people')
  const { state, lockedUntil, mustChangePassword } = account
  if (state === 'disabled') return <StatusDot tone="left" label={t('state.disabled')} />
  if (lockedUntil !== null && lockedUntil > now) {
    return (
      <>
        <StatusDot tone="warn" label={t('state.locked')} />
        <span className={styles.soft}>{t('lockedUntil', { time: formatMoment(lockedUntil, now) })}</span>
      </>
    )
  }
  if (mustChangePassword) return <StatusDot tone="idle" label={t('state.first')} />
  return <StatusDot tone="good" label={t('state.active')} />
}
