import { ListFilter, Search, X } from 'lucide-react'
import { useMemo, useState, type RefObject } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { branchAction, branchOfUnit } from '../../../state/console/branches.ts'
import type { TreeNode } from '../../../state/console/directory.ts'
import { countByFilter, SITE_FILTERS, type SiteFilter } from '../../../state/console/filters.ts'
import { toggled } from '../../../state/console/toggled.ts'
import { treeRows } from '../../../state/console/tree.ts'
import {
  Button,
  EmptyState,
  ErrorText,
  IconButton,
  Kbd,
  Menu,
  Spinner,
  TextField,
} from '../../../ui/index.ts'
import { DetachDialog } from '../branches/DetachDialog.tsx'
import { useConsole } from '../ConsoleContext.ts'
import styles from './SitesPanel.module.css'
import { SiteTree } from './SiteTree.tsx'

export interface SitesPanelProps {
  searchRef: RefObject<HTMLInputElement | null>
  problem: Problem | null
  /** Key of the branch whose tiles are on screen. */
  watched: string | null
  onWatch: (key: string | null) => void
}

/** The tree of units with every site’s live state: searched, filtered, picked from. */
export function SitesPanel({ searchRef, problem, watched, onWatch }: SitesPanelProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { directory, statusOf, screen, bridge, canManage, chooseSession } = useConsole()
  const [detaching, setDetaching] = useState<TreeNode | null>(null)
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<SiteFilter>('all')
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())

  // The whole tree's own branches are open until somebody closes them, the others closed until opened.
  const expanded = useMemo(() => {
    let open: ReadonlySet<string> = new Set(directory?.roots.map((root) => root.key))
    for (const key of changed) open = toggled(open, key)
    return open
  }, [directory, changed])
  const rows = useMemo(
    () => (directory === null ? [] : treeRows(directory, { search, filter, expanded, statusOf })),
    [directory, search, filter, expanded, statusOf],
  )
  const toggle = (key: string) => setChanged(toggled(changed, key))
  const view = screen?.view ?? null
  const branchOf = (node: TreeNode) =>
    view === null ? null : branchAction(node, view, { bridge, mayDetach: canManage })
  const visit = (node: TreeNode) => {
    const action = branchOf(node)
    if (action === 'detach') setDetaching(node)
    const branch = view === null ? undefined : branchOfUnit(view, node)
    if (action === 'open' && branch !== undefined) chooseSession(branch.sessionId)
  }
  const clear = () => {
    setSearch('')
    setFilter('all')
  }

  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('sites.title')}</h2>
        <div className={styles.search}>
          <TextField
            ref={searchRef}
            type="search"
            label={t('sites.search')}
            hideLabel
            placeholder={t('sites.search')}
            value={search}
            onChange={setSearch}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                setSearch('')
                event.currentTarget.blur()
              }
            }}
            leading={<Search size={16} />}
            trailing={
              search === '' ? (
                <span className={styles.key}>
                  <Kbd>/</Kbd>
                </span>
              ) : (
                <IconButton
                  size="sm"
                  label={t('sites.clearSearch')}
                  icon={<X size={16} />}
                  onClick={() => setSearch('')}
                />
              )
            }
          />
        </div>
        <FilterMenu filter={filter} onChange={setFilter} />
      </div>
      {problem !== null && (
        <div className={styles.problem}>
          <ErrorText>{errorText(problem, language)}</ErrorText>
        </div>
      )}
      {directory === null ? (
        <div className={styles.loading}>{problem === null && <Spinner>{t('sites.loading')}</Spinner>}</div>
      ) : rows.length === 0 ? (
        <EmptyState title={t('sites.nothing')} action={<Button onClick={clear}>{t('sites.showAll')}</Button>}>
          {t('sites.nothingBody')}
        </EmptyState>
      ) : (
        <SiteTree
          rows={rows}
          watched={watched}
          onToggle={toggle}
          onWatch={onWatch}
          branchOf={branchOf}
          onBranch={visit}
        />
      )}
      <DetachDialog key={detaching?.key} node={detaching} onClose={() => setDetaching(null)} />
    </>
  )
}

function FilterMenu({ filter, onChange }: { filter: SiteFilter; onChange: (filter: SiteFilter) => void }) {
  const { t } = useTranslation(['console', 'common'])
  const { directory, statusOf } = useConsole()
  const counts = useMemo(
    () => countByFilter(directory?.sites.map((site) => site.siteId) ?? [], statusOf),
    [directory, statusOf],
  )
  return (
    <div className={styles.filters}>
      <Menu
        align="start"
        title={t('filter.title')}
        trigger={
          <Button size="sm" tone={filter === 'all' ? 'quiet' : 'secondary'} icon={<ListFilter size={16} />}>
            {t(`filter.${filter}`)} ({counts[filter]})
          </Button>
        }
        items={SITE_FILTERS.map((entry) => ({
          key: entry,
          checked: entry === filter,
          label: (
            <span className={styles.choice}>
              <span>{t(`filter.${entry}`)}</span>
              <span className={styles.count}>{counts[entry]}</span>
            </span>
          ),
          onSelect: () => onChange(entry),
        }))}
      />
      {filter !== 'all' && (
        <Button size="sm" tone="quiet" icon={<X size={16} />} onClick={() => onChange('all')}>
          {t('filter.clear')}
        </Button>
      )}
    </div>
  )
}
