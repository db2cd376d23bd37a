import type { SiteRecord } from '@diem-cau/protocol'
import { CircleSlash, Ellipsis, KeyRound, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { bandwidthText } from '../../../../state/directory/bandwidth.ts'
import { Button, Menu, Spinner, StatusDot, type MenuItem } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { PairingDialog } from '../../../console/sites/PairingDialog.tsx'
import type { Editing } from '../edit/EditDialog.tsx'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import styles from './Browse.module.css'
import { ContactLines } from './UnitFacts.tsx'

interface SiteListProps {
  directory: DirectoryOnDay
  unitId: string
  editable: boolean
  onEdit: (editing: Editing) => void
}

/** The rooms of a unit on the day. */
export function SiteList({ directory, unitId, editable, onEdit }: SiteListProps) {
  const { t } = useTranslation('directory')
  const own = directory.tree.unit(unitId)?.ownSites ?? []
  const ids = new Set<string>(own.map(({ siteId }) => siteId))
  const { on } = directory
  const sites = directory.sites.filter(
    ({ siteId, validFrom, validTo }) =>
      ids.has(siteId) && validFrom <= on && (validTo === null || validTo >= on),
  )
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h3>{t('site.title', { count: own.length })}</h3>
        {editable && (
          <Button size="sm" icon={<Plus size={15} />} onClick={() => onEdit({ what: 'newSite' })}>
            {t('edit.newSite')}
          </Button>
        )}
      </div>
      {!directory.isWhole ? (
        <Spinner>{t('load.loading')}</Spinner>
      ) : sites.length === 0 ? (
        <div className={styles.facts}>
          <p className={styles.wide}>
            <span className={styles.empty}>{t(editable ? 'site.noneEditable' : 'site.none')}</span>
          </p>
        </div>
      ) : (
        <ul className={styles.sites}>
          {sites.map((site) => (
            <SiteItem
              key={site.siteId}
              site={site}
              directory={directory}
              editable={editable}
              onEdit={onEdit}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

function SiteItem({
  site,
  directory,
  editable,
  onEdit,
}: Omit<SiteListProps, 'unitId'> & { site: SiteRecord }) {
  const { t } = useTranslation(['directory', 'console'])
  const { statusOf, canManage, directory: places } = useConsole()
  const [pairing, setPairing] = useState(false)
  const placed = places?.site(site.siteId)
  const isPaired = statusOf(site.siteId).pairedAt !== null
  const host = site.hostedAtSiteId === null ? undefined : directory.tree.site(site.hostedAtSiteId)
  const items: MenuItem[] = []
  if (canManage && placed !== undefined) {
    items.push({
      key: 'pair',
      label: `${t(isPaired ? 'console:pair.again' : 'console:pair.button')}…`,
      icon: <KeyRound size={15} />,
      onSelect: () => setPairing(true),
    })
  }
  if (editable) {
    items.push(
      {
        key: 'edit',
        label: t('edit.site'),
        icon: <Pencil size={15} />,
        onSelect: () => onEdit({ what: 'site', site }),
      },
      {
        key: 'end',
        label: t('edit.endSite'),
        icon: <CircleSlash size={15} />,
        onSelect: () => onEdit({ what: 'endSite', site }),
      },
      {
        key: 'remove',
        label: t('edit.removeSite'),
        icon: <Trash2 size={15} />,
        separated: true,
        onSelect: () => onEdit({ what: 'removeSite', site }),
      },
    )
  }
  return (
    <li className={styles.site}>
      <div className={styles.siteName}>
        {site.name}
        <span className={styles.soft}>
          {t(`site.kind.${site.kind}`)}
          {site.room !== '' && ` · ${site.room}`}
        </span>
        {site.hostedAtSiteId !== null && (
          <span className={styles.soft}>
            {t('site.hostedAt', { name: host?.name ?? site.hostedAtSiteId })}
          </span>
        )}
        {site.remoteMicrophone === false && (
          <span className={styles.soft}>
            {t('field.remoteMicrophone')}: {t('site.microphone.room')}
          </span>
        )}
        <StatusDot
          tone={isPaired ? 'good' : 'unpaired'}
          label={t(isPaired ? 'site.paired' : 'site.unpaired')}
          className={styles.pairing}
        />
      </div>
      <div className={styles.stack}>
        <span className={styles.label}>{t('site.bandwidth')}</span>
        <span className={styles.soft}>{bandwidthText(site) ?? t('site.unknown')}</span>
      </div>
      <div className={styles.stack}>
        <span className={styles.label}>{t('site.technician')}</span>
        <span className={styles.soft}>
          <ContactLines contact={site.technician} />
        </span>
      </div>
      {items.length > 0 ? (
        <Menu
          trigger={
            <Button
              tone="quiet"
              size="sm"
              aria-label={t('edit.siteMore', { name: site.name })}
              icon={<Ellipsis size={16} />}
            />
          }
          items={items}
        />
      ) : (
        <span />
      )}
      {placed !== undefined && <PairingDialog site={placed} open={pairing} onOpenChange={setPairing} />}
    </li>
  )
}
