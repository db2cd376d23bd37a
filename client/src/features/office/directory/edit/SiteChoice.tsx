import { foldText } from '@diem-cau/protocol'
import { useId, useMemo, useState } from 'react'
import { unitsAbove, type DirectoryTree } from '../../../../state/directory/DirectoryTree.ts'
import { TextField } from '../../../../ui/index.ts'

interface SiteChoiceProps {
  label: string
  /** What the empty field means. */
  none: string
  tree: DirectoryTree
  /** A site that can not be chosen. */
  except?: string
  /** A site's id; empty for none. */
  value: string
  onChange: (siteId: string) => void
}

const MOST_OFFERED = 12

/** One of many sites, found by typing a part of its name, without accents. */
export function SiteChoice({ label, none, tree, except, value, onChange }: SiteChoiceProps) {
  const listId = useId()
  const choices = useMemo(
    () => tree.sites.filter(({ siteId }) => siteId !== except).map((site) => named(site.siteId, tree)),
    [tree, except],
  )
  const textOf = (siteId: string) => choices.find((choice) => choice.siteId === siteId)?.text ?? siteId
  const [text, setText] = useState(value === '' ? '' : textOf(value))
  const words = foldText(text).split(' ').filter(Boolean)
  const offered = choices
    .filter(({ folded }) => words.every((word) => folded.includes(word)))
    .slice(0, MOST_OFFERED)

  function choose(typed: string) {
    setText(typed)
    const folded = foldText(typed)
    onChange(choices.find((choice) => choice.folded === folded)?.siteId ?? '')
  }

  return (
    <>
      <TextField
        label={label}
        value={text}
        onChange={choose}
        placeholder={none}
        list={listId}
        onBlur={() => setText(value === '' ? '' : textOf(value))}
      />
      <datalist id={listId}>
        {offered.map((choice) => (
          <option key={choice.siteId} value={choice.text}>
            {choice.text}
          </option>
        ))}
      </datalist>
    </>
  )
}

/** A site with the unit above it: communes of different districts share names. */
function named(siteId: string, tree: DirectoryTree) {
  const site = tree.site(siteId)
  const above = site === undefined ? undefined : unitsAbove(tree, site.unitId)[0]
  const text = [site?.name ?? siteId, above?.name].filter((part) => part !== undefined).join(', ')
  return { siteId, text, folded: foldText(text) }
}
