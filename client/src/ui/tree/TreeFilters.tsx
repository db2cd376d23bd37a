import type { TierSet, UnitRecord } from '@diem-cau/protocol'
import { ListFilter, Search, X } from 'lucide-react'
import { useMemo, type Ref } from 'react'
import { useLanguage, useTranslation } from '../../i18n/index.ts'
import type { DirectoryTree } from '../../state/directory/DirectoryTree.ts'
import type { RowsQuery } from '../../state/directory/rows.ts'
import { Button } from '../Button.tsx'
import { IconButton } from '../IconButton.tsx'
import { Kbd } from '../Kbd.tsx'
import { Menu, type MenuItem } from '../Menu.tsx'
import { TextField } from '../TextField.tsx'
import styles from './UnitPicker.module.css'

/** What somebody looks for in a tree, and what they opened. */
export type TreeFilter = Pick<RowsQuery, 'search' | 'tiers' | 'kinds' | 'toggled'>

interface TreeFiltersProps {
  tree: DirectoryTree
  tiers: TierSet['tiers']
  value: TreeFilter
  onChange: (value: TreeFilter) => void
  /** More entries of the menu, as the directory's own for units that have ended. */
  more?: MenuItem[]
  searchRef?: Ref<HTMLInputElement>
  /** The key that brings one to the search field. */
  searchKey?: string
}

/** The search field of a tree and its filter by tier and kind. */
export function TreeFilters({
  tree,
  tiers,
  value,
  onChange,
  more = [],
  searchRef,
  searchKey,
}: TreeFiltersProps) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const kinds = useMemo(() => [...new Set(tree.units.map(({ kind }) => kind))], [tree])
  // What was opened by hand belongs to what was found.
  const change = (part: Partial<TreeFilter>) => onChange({ ...value, toggled: new Set(), ...part })
  const active = value.tiers.size + value.kinds.size + more.filter(({ checked }) => checked).length

  const items: MenuItem[] = [
    ...tiers.map(({ tier, name }) => ({
      key: `tier:${tier}`,
      label: name[language],
      checked: value.tiers.has(tier),
      onSelect: () => change({ tiers: flipped(value.tiers, tier) }),
    })),
    ...kinds.map((kind: UnitRecord['kind'], index) => ({
      key: `kind:${kind}`,
      separated: index === 0,
      label: t(`kind.${kind}`),
      checked: value.kinds.has(kind),
      onSelect: () => change({ kinds: flipped(value.kinds, kind) }),
    })),
    ...more,
  ]
  return (
    <>
      <div className={styles.search}>
        <TextField
          {...(searchRef === undefined ? {} : { ref: searchRef })}
          type="search"
          label={t('tree.search')}
          hideLabel
          placeholder={t('tree.search')}
          value={value.search}
          onChange={(search) => change({ search })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || value.search === '') return
            // Otherwise it would also close the dialog around it.
            event.stopPropagation()
            change({ search: '' })
          }}
          leading={<Search size={16} />}
          {...(value.search === ''
            ? searchKey === undefined
              ? {}
              : { trailing: <Kbd>{searchKey}</Kbd> }
            : {
                trailing: (
                  <IconButton
                    size="sm"
                    label={t('tree.clearSearch')}
                    icon={<X size={16} />}
                    onClick={() => change({ search: '' })}
                  />
                ),
              })}
        />
      </div>
      <Menu
        title={t('tree.filter')}
        trigger={
          <Button icon={<ListFilter size={16} />} aria-label={t('tree.filterBy', { count: active })}>
            {active === 0 ? '' : String(active)}
          </Button>
        }
        items={items}
      />
    </>
  )
}

function flipped<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const copy = new Set(set)
  if (!copy.delete(member)) copy.add(member)
  return copy
}
