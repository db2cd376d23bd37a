import type { SessionView } from '@diem-cau/protocol'
import type { ComboboxOption } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'

/** The sites of the session that the viewer sees, in the order of the tree. */
export function useSiteOptions(view: SessionView): ComboboxOption[] {
  const { directory } = useConsole()
  return (directory?.sites ?? [])
    .filter(({ siteId }) => view[`site:${siteId}`] !== undefined)
    .map(({ siteId, name, above }) => ({
      value: siteId,
      label: name,
      ...(above[0] === undefined ? {} : { detail: above[0] }),
    }))
}
