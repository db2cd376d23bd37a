import { editsToEnd } from '../../../../state/directory/edits.ts'
import { loadDirectory } from '../../../../state/directory/loadDirectory.ts'
import { rest } from '../../../../state/rest.ts'
import type { ChangePlan } from '../change/useChangeFlow.ts'

interface Ending {
  readonly unitIds: ReadonlySet<string>
  readonly siteIds: ReadonlySet<string>
}

/**
 * Ends units and sites on their last day, with what is planned for them later. Their records are read anew, of all
 * times: somebody may have changed them since the dialog opened.
 */
export function planToEnd({ unitIds, siteIds }: Ending, lastDay: string): ChangePlan {
  return async () => {
    const { units, sites } = await loadDirectory(rest, { all: true })
    const edits = editsToEnd(
      {
        units: units.filter(({ unitId }) => unitIds.has(unitId)),
        sites: sites.filter(({ siteId }) => siteIds.has(siteId)),
      },
      lastDay,
    )
    return { edits, preview: await rest('directory.preview', { body: { edits } }) }
  }
}
