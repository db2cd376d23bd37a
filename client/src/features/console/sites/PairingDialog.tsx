import type { SiteId } from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { Check, Copy, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { BridgeConnection } from '../../../connection/index.ts'
import { errorText, formatClock, formatDuration, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { fetchBridgeInfo, type Problem } from '../../../state/api.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import { digitGroups } from '../../../state/console/pairingCode.ts'
import { problemOf } from '../../../state/problem.ts'
import { Button, Dialog, ErrorText, LiveRegion, Spinner, VisuallyHidden } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import styles from './PairingDialog.module.css'

export interface PairingDialogProps {
  site: PlacedSite
  open: boolean
  onOpenChange: (open: boolean) => void
}

interface Code {
  digits: string
  expiresAt: number
}

type Made = { kind: 'made'; code: Code } | { kind: 'failed'; problem: Problem }

async function makeCode(connection: BridgeConnection, siteId: SiteId): Promise<Made> {
  try {
    const { code, expiresAt } = await connection.command('pairing.createCode', { siteId })
    return { kind: 'made', code: { digits: code, expiresAt } }
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) }
  }
}

/** A code to read over the phone, until it is used, expires or is put away. */
export function PairingDialog({ site, open, onOpenChange }: PairingDialogProps) {
  const { t } = useTranslation('console')
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('pair.title', { name: site.name })}
      description={t('pair.body')}
    >
      {open && <PairingCode site={site} onClose={() => onOpenChange(false)} />}
    </Dialog>
  )
}

function PairingCode({ site, onClose }: { site: PlacedSite; onClose: () => void }) {
  const { t } = useTranslation(['console', 'common'])
  const language = useLanguage()
  const { connection, now, statusOf } = useConsole()
  const [made, setMade] = useState<Made | null>(null)
  const [pairedBefore] = useState(() => statusOf(site.siteId).pairedAt)
  const { siteId } = site
  useEffect(() => void makeCode(connection, siteId).then(setMade), [connection, siteId])
  const make = () => {
    setMade(null)
    void makeCode(connection, siteId).then(setMade)
  }

  const { pairedAt } = statusOf(site.siteId)
  if (pairedAt !== null && pairedAt !== pairedBefore) {
    return (
      <output className={styles.done}>
        <Check size={40} aria-hidden="true" />
        <p>{t('pair.done', { name: site.name })}</p>
        <Button tone="primary" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </output>
    )
  }
  if (made?.kind === 'failed') {
    return (
      <>
        <ErrorText>{errorText(made.problem, language)}</ErrorText>
        <div>
          <Button onClick={make}>{t('common:action.retry')}</Button>
        </div>
      </>
    )
  }
  if (made === null) return <Spinner>{t('pair.making')}</Spinner>
  const { code } = made
  const leftMs = code.expiresAt - now
  if (leftMs <= 0) {
    return (
      <div className={styles.done}>
        <p>{t('pair.expired')}</p>
        <Button tone="primary" icon={<RefreshCw size={16} />} onClick={make}>
          {t('pair.renew')}
        </Button>
      </div>
    )
  }
  return <CodeOnScreen code={code} leftMs={leftMs} onRenew={make} />
}

/** What a room types. Of the page's own address nothing is of use to it when the page is open on the server itself. */
function useBridgeAddress(): string {
  const { hostname, origin } = globalThis.location
  const isHere = hostname === 'localhost' || hostname.startsWith('127.')
  const info = useQuery({ queryKey: ['bridge'], queryFn: fetchBridgeInfo, enabled: isHere })
  return isHere && info.data !== undefined ? info.data.address : origin
}

function CodeOnScreen({ code, leftMs, onRenew }: { code: Code; leftMs: number; onRenew: () => void }) {
  const { t } = useTranslation(['console', 'common'])
  const address = useBridgeAddress()
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(code.digits)
    setCopied(true)
  }
  return (
    <>
      <p className={styles.code}>
        <VisuallyHidden>{code.digits.split('').join(' ')}</VisuallyHidden>
        {digitGroups(code.digits).map((group, index) => (
          // eslint-disable-next-line react/no-array-index-key -- the groups of one code never move
          <span key={index} aria-hidden="true">
            {group}
          </span>
        ))}
      </p>
      <p className={styles.expiry} data-soon={leftMs < 60_000}>
        {t('pair.expires', { left: formatDuration(leftMs), time: formatClock(code.expiresAt) })}
      </p>
      <ol className={styles.steps}>
        <li>{t('pair.step1', { address: `${address}/diem-cau` })}</li>
        <li>{t('pair.step2')}</li>
        <li>{t('pair.step3')}</li>
      </ol>
      <div className={styles.actions}>
        <Button icon={copied ? <Check size={16} /> : <Copy size={16} />} onClick={() => void copy()}>
          {copied ? t('common:action.copied') : t('common:action.copy')}
        </Button>
        <Button tone="quiet" icon={<RefreshCw size={16} />} onClick={onRenew}>
          {t('pair.renew')}
        </Button>
      </div>
      <LiveRegion text={copied ? t('common:action.copied') : ''} />
    </>
  )
}
