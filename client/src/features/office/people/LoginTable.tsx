import type { LoginDetail } from '@diem-cau/protocol'
import type { ReactNode } from 'react'
import { formatDateTime, useTranslation } from '../../../i18n/index.ts'
import { DataTable } from '../../../ui/index.ts'

interface LoginTableProps {
  logins: readonly LoginDetail[]
  /** A last column for what may be done with a login. */
  renderAction?: (login: LoginDetail) => ReactNode
}

/** Logins: device, address, since when, last used. */
export function LoginTable({ logins, renderAction }: LoginTableProps) {
  const { t } = useTranslation('people')
  return (
    <DataTable
      caption={t('logins')}
      rows={logins}
      keyOf={({ loginId }) => loginId}
      columns={[
        {
          key: 'device',
          head: t('login.device'),
          render: ({ device, method }) => {
            const name = device === '' ? t('login.unknownDevice') : device
            return method === 'sso' ? `${name} (${t('login.sso')})` : name
          },
        },
        { key: 'address', head: t('login.address'), width: '150px', render: ({ address }) => address },
        {
          key: 'since',
          head: t('login.since'),
          width: '160px',
          render: ({ createdAt }) => formatDateTime(createdAt),
        },
        {
          key: 'seen',
          head: t('login.seen'),
          width: '160px',
          render: ({ lastSeenAt }) => formatDateTime(lastSeenAt),
        },
        ...(renderAction === undefined
          ? []
          : [{ key: 'action', head: '', width: '150px', align: 'end' as const, render: renderAction }]),
      ]}
    />
  )
}
