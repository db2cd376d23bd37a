import { assertUnreachable, type SiteRecord, type UnitRecord } from '@diem-cau/protocol'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { EditSite } from './EditSite.tsx'
import { EditUnit } from './EditUnit.tsx'
import { EndSite, RemoveSite } from './EndSite.tsx'
import { EndUnit } from './EndUnit.tsx'
import { NewSite } from './NewSite.tsx'
import { NewUnit } from './NewUnit.tsx'

/** What is being done to a unit or one of its rooms. */
export type Editing =
  | { readonly what: 'unit' | 'newUnit' | 'endUnit' | 'newSite' }
  | { readonly what: 'site' | 'endSite' | 'removeSite'; readonly site: SiteRecord }

export interface EditProps {
  readonly directory: DirectoryOnDay
  /** The unit's record of the day. */
  readonly record: UnitRecord
  readonly onClose: () => void
}

export function EditDialog({ editing, ...props }: EditProps & { editing: Editing }) {
  switch (editing.what) {
    case 'unit':
      return <EditUnit {...props} />
    case 'newUnit':
      return <NewUnit {...props} />
    case 'endUnit':
      return <EndUnit {...props} />
    case 'newSite':
      return <NewSite {...props} />
    case 'site':
      return <EditSite {...props} site={editing.site} />
    case 'endSite':
      return <EndSite {...props} site={editing.site} />
    case 'removeSite':
      return <RemoveSite {...props} site={editing.site} />
    default:
      return assertUnreachable(editing)
  }
}
