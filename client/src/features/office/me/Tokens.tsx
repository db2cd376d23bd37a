import type { TokenDetail } from '@diem-cau/protocol'
import { SCOPE_KEYS } from '@diem-cau/protocol/words'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { errorText, formatDate, formatDateTime, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, ConfirmDialog, DataTable, ErrorText } from '../../../ui/index.ts'
import styles from './Me.module.css'
import { ShownOnce } from '../ShownOnce.tsx'
import { TokenDialog, type MadeToken } from './TokenDialog.tsx'

/** The own tokens for programs. */
export function Tokens() {
  const { t } = useTranslation('me')
  const language = useLanguage()
  const queries = useQueryClient()
  const tokens = useQuery({
    queryKey: ['me', 'tokens'],
    queryFn: ({ signal }) => rest('me.tokens', { signal }),
  })
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<MadeToken | null>(null)
  const [ending, setEnding] = useState<TokenDetail | null>(null)
  const items = tokens.data?.items ?? []
  return (
    <section className={styles.card}>
      <div className={styles.head}>
        <h2>{t('tokens.title')}</h2>
        <Button size="sm" icon={<Plus size={16} />} onClick={() => setAdding(true)}>
          {t('tokens.add')}
        </Button>
      </div>
      <p className={styles.soft}>
        {t('tokens.body')} <a href="/docs">{t('tokens.docs')}</a>
      </p>
      {tokens.isError && <ErrorText>{errorText(problemOf(tokens.error), language)}</ErrorText>}
      {tokens.isSuccess && items.length === 0 && <p>{t('tokens.none')}</p>}
      {items.length > 0 && <TokenTable tokens={items} onRevoke={setEnding} />}
      {adding && (
        <TokenDialog
          onClose={() => setAdding(false)}
          onMade={(token) => {
            setAdding(false)
            setMade(token)
            void queries.invalidateQueries({ queryKey: ['me', 'tokens'] })
          }}
        />
      )}
      {made !== null && (
        <ShownOnce
          title={t('tokens.madeTitle', { name: made.token.name })}
          description={t('tokens.madeBody')}
          secret={made.text}
          doneLabel={t('tokens.done')}
          onDone={() => setMade(null)}
        />
      )}
      {ending !== null && <RevokeDialog token={ending} onClose={() => setEnding(null)} />}
    </section>
  )
}

function TokenTable(props: { tokens: readonly TokenDetail[]; onRevoke: (token: TokenDetail) => void }) {
  const { t } = useTranslation('me')
  return (
    <DataTable
      caption={t('tokens.title')}
      rows={props.tokens}
      keyOf={({ tokenId }) => tokenId}
      columns={[
        { key: 'name', head: t('tokens.column.name'), render: ({ name }) => name },
        {
          key: 'scopes',
          head: t('tokens.column.scopes'),
          width: '34%',
          render: ({ scopes }) => scopes.map((scope) => t(`tokens.scope.${SCOPE_KEYS[scope]}`)).join(', '),
        },
        {
          key: 'expires',
          head: t('tokens.column.expires'),
          width: '130px',
          render: ({ expiresAt }) => formatDate(expiresAt),
        },
        {
          key: 'used',
          head: t('tokens.column.used'),
          width: '160px',
          render: ({ lastUsedAt }) =>
            lastUsedAt === null ? t('tokens.neverUsed') : formatDateTime(lastUsedAt),
        },
        {
          key: 'revoke',
          head: '',
          width: '110px',
          align: 'end',
          render: (token) => (
            <Button size="sm" onClick={() => props.onRevoke(token)}>
              {t('tokens.revoke')}
            </Button>
          ),
        },
      ]}
    />
  )
}

function RevokeDialog({ token, onClose }: { token: TokenDetail; onClose: () => void }) {
  const { t } = useTranslation('me')
  const language = useLanguage()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  async function revoke() {
    try {
      await rest('me.revokeToken', { params: { tokenId: token.tokenId } })
      void queries.invalidateQueries({ queryKey: ['me', 'tokens'] })
    } catch (error) {
      setProblem(problemOf(error))
      throw error
    }
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('tokens.revokeTitle', { name: token.name })}
      consequence={t('tokens.revokeBody')}
      confirmLabel={t('tokens.revoke')}
      onConfirm={revoke}
      error={problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    />
  )
}
