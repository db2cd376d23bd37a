import { ArrowRight, CameraOff, ChevronRight, LayoutGrid, Mic, MicOff, Split } from 'lucide-react'
import type { CSSProperties, MouseEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import type { BranchAction } from '../../../state/console/branches.ts'
import type { TreeRow } from '../../../state/console/tree.ts'
import { classNames, StatusDot, Tooltip, VisuallyHidden } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useSiteWord } from '../useWords.ts'
import styles from './SiteTree.module.css'

interface RowProps {
  id: string
  active: boolean
  style: CSSProperties
}

const INDENT_PX = 14

function treeItem(row: TreeRow) {
  return {
    'aria-level': row.depth + 1,
    'aria-posinset': row.position,
    'aria-setsize': row.siblings,
  }
}

/** A branch: its name, how many of its sites are connected, and its tiles at one click. */
export function GroupRow(
  props: RowProps & {
    row: Extract<TreeRow, { kind: 'group' }>
    watched: boolean
    /** What the unit can do beside: leave for a meeting of its own, or be visited in it. */
    branch: BranchAction | null
    onToggle: () => void
    onWatch: () => void
    onBranch: () => void
  },
) {
  const { t } = useTranslation('console')
  const { screen } = useConsole()
  const { row, watched, branch } = props
  const name = row.node.kind === 'bodies' ? t('sites.bodies') : row.node.name
  const counts = t('sites.connectedOf', { connected: row.connected, total: row.invited })
  const isInvited = row.invited > 0
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the keys
    <div
      {...treeItem(row)}
      role="treeitem"
      tabIndex={-1}
      id={props.id}
      className={classNames(
        styles.row,
        styles.group,
        screen !== null && !isInvited && styles.outside,
        props.active && styles.active,
      )}
      style={{ ...props.style, paddingInlineStart: 4 + row.depth * INDENT_PX }}
      aria-expanded={row.expanded}
      aria-selected={watched}
      onClick={props.onToggle}
    >
      <ChevronRight
        className={classNames(styles.chevron, row.expanded && styles.open)}
        size={16}
        aria-hidden="true"
      />
      <span className={styles.name}>{name}</span>
      {isInvited && (
        <span className={styles.counts} data-complete={row.connected === row.invited && row.invited > 0}>
          <span aria-hidden="true">
            {row.connected}/{row.invited}
          </span>
          <VisuallyHidden>{counts}</VisuallyHidden>
        </span>
      )}
      {branch !== null && <BranchButton action={branch} name={name} onPress={props.onBranch} />}
      {isInvited && (
        <Tooltip text={watched ? t('sites.unwatch') : t('sites.watch')}>
          <button
            type="button"
            tabIndex={-1}
            className={classNames(styles.watch, watched && styles.watched)}
            aria-label={t('sites.watchOf', { name })}
            aria-pressed={watched}
            onClick={(event) => {
              event.stopPropagation()
              props.onWatch()
            }}
          >
            <LayoutGrid size={15} aria-hidden="true" />
          </button>
        </Tooltip>
      )}
    </div>
  )
}

/** Beside a unit: the way to a meeting of its own, or the word that it is in one and the way there. */
function BranchButton(props: { action: BranchAction; name: string; onPress: () => void }) {
  const { t } = useTranslation('console')
  const { action, name } = props
  const isAway = action === 'open' || action === 'away'
  const press = (event: MouseEvent) => {
    event.stopPropagation()
    props.onPress()
  }
  return (
    <>
      {isAway && <StatusDot tone="left" label={t('sites.detached')} className={styles.status} />}
      {action !== 'away' && (
        <Tooltip text={action === 'open' ? t('branch.open') : t('branch.detach')}>
          <button
            type="button"
            tabIndex={-1}
            className={styles.watch}
            aria-label={t(action === 'open' ? 'branch.openOf' : 'branch.detachOf', { name })}
            onClick={press}
          >
            {action === 'open' ? (
              <ArrowRight size={15} aria-hidden="true" />
            ) : (
              <Split size={15} aria-hidden="true" />
            )}
          </button>
        </Tooltip>
      )}
    </>
  )
}

/** A site: its name, what is wrong with its devices, whether it is heard, and its state in a word. */
export function SiteTreeRow(
  props: RowProps & { row: Extract<TreeRow, { kind: 'site' }>; onOpen: () => void },
) {
  const { t } = useTranslation(['console', 'common'])
  const { selectedSite, screen } = useConsole()
  const { site, status } = props.row
  const word = useSiteWord(status)
  const isSelected = selectedSite === site.siteId
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the keys
    <div
      {...treeItem(props.row)}
      role="treeitem"
      tabIndex={-1}
      id={props.id}
      className={classNames(
        styles.row,
        screen !== null && status.row === null && styles.outside,
        isSelected && styles.selected,
        props.active && styles.active,
      )}
      style={{ ...props.style, paddingInlineStart: 10 + props.row.depth * INDENT_PX }}
      aria-selected={isSelected}
      onClick={props.onOpen}
    >
      <span className={styles.name}>{site.name}</span>
      {status.row?.isChair === true && <span className={styles.tag}>{t('common:slot.chair')}</span>}
      {status.faults.map(({ device }) =>
        device === 'camera' ? (
          <CameraOff key={device} className={styles.fault} size={15} aria-label={t('sites.cameraFault')} />
        ) : (
          <MicOff key={device} className={styles.fault} size={15} aria-label={t('sites.microphoneFault')} />
        ),
      )}
      {status.row?.microphoneOpen === true && (
        <Mic className={styles.heard} size={15} aria-label={t('sites.microphoneOpen')} />
      )}
      {screen === null ? (
        <PairingDot paired={status.pairedAt !== null} />
      ) : (
        <StatusDot tone={status.tone} label={word} className={styles.status} />
      )}
    </div>
  )
}

/** Without a session what matters of a site is whether it has a device. */
function PairingDot({ paired }: { paired: boolean }) {
  const { t } = useTranslation('console')
  return (
    <StatusDot
      tone={paired ? 'idle' : 'unpaired'}
      label={paired ? t('sites.paired') : t('sites.unpaired')}
      className={styles.status}
    />
  )
}
