import type { Invitation, TierSet } from '@diem-cau/protocol'
import { ListChecks } from 'lucide-react'
import { useLanguage, useTranslation } from '../../i18n/index.ts'
import type { TreeUnit } from '../../state/directory/DirectoryTree.ts'
import {
  bodiesOf,
  resolveSelection,
  sitesOfGroup,
  sitesOfTier,
  toggleBodies,
  toggleGroup,
  toggleTier,
  toggleUnit,
  type SelectionScope,
} from '../../state/directory/selection.ts'
import { Button } from '../Button.tsx'
import { Menu, type MenuItem } from '../Menu.tsx'
import { tierWord } from './tierWord.ts'
import styles from './UnitPicker.module.css'

interface QuickMenuProps {
  scope: SelectionScope
  tiers: TierSet['tiers']
  /** The unit that the keyboard is on: what is offered is of this unit, and of the whole tree. */
  unit: TreeUnit | null
  value: Invitation
  onChange: (value: Invitation) => void
}

function label(text: string, count: number) {
  return (
    <span className={styles.choice}>
      <span>{text}</span>
      <span className={styles.faint}>{count}</span>
    </span>
  )
}

/** Whole tiers, the departments and saved groups at one click. */
export function QuickMenu({ scope, tiers, unit, value, onChange }: QuickMenuProps) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const { tree, groups } = scope
  const { checkedUnit, hasSite } = resolveSelection(value, scope)

  function itemsOf(top: TreeUnit): MenuItem[] {
    const items: MenuItem[] = [
      {
        key: `unit:${top.unitId}`,
        label: label(t('picker.wholeUnit', { name: top.name }), top.siteTo - top.siteFrom),
        checked: checkedUnit(top) === 'yes',
        onSelect: () => onChange(toggleUnit(value, top.unitId, scope)),
      },
    ]
    for (const tier of tiers) {
      const sites = sitesOfTier(tree, top.unitId, tier.tier)
      if (tier.tier <= top.tier || sites.length === 0) continue
      const text = t('picker.wholeTier', { tier: tierWord(tiers, tier.tier, language), name: top.name })
      items.push({
        key: `tier:${top.unitId}:${tier.tier}`,
        label: label(text, sites.length),
        checked: sites.every(({ siteId }) => hasSite(siteId)),
        onSelect: () => onChange(toggleTier(value, top.unitId, tier.tier, scope)),
      })
    }
    const bodies = bodiesOf(tree, top.unitId)
    if (bodies.length > 0)
      items.push({
        key: `bodies:${top.unitId}`,
        label: label(t('picker.bodies', { name: top.name }), bodies.length),
        checked: bodies.every((body) => checkedUnit(body) === 'yes'),
        onSelect: () => onChange(toggleBodies(value, top.unitId, scope)),
      })
    return items
  }

  const root = tree.roots[0]
  // Of a unit with nothing below it there is nothing to choose at once: the one above it is meant.
  const branch = unit?.childIds.length === 0 ? (tree.unit(unit.parentId ?? '') ?? root) : (unit ?? root)
  const items = root === undefined ? [] : itemsOf(root)
  if (branch !== undefined && branch !== root)
    items.push(...itemsOf(branch).map((item, index) => ({ ...item, separated: index === 0 })))
  items.push(
    ...groups.map((group, index) => {
      const sites = sitesOfGroup(tree, group)
      return {
        key: `group:${group.groupId}`,
        separated: index === 0,
        label: label(t('picker.group', { name: group.name }), sites.length),
        checked: sites.length > 0 && sites.every(({ siteId }) => hasSite(siteId)),
        disabled: sites.length === 0,
        onSelect: () => onChange(toggleGroup(value, group.groupId, scope)),
      }
    }),
  )
  return (
    <Menu
      trigger={
        <Button icon={<ListChecks size={16} />} disabled={items.length === 0}>
          {t('picker.quick')}
        </Button>
      }
      items={items}
    />
  )
}
