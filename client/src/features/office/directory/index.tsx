import { useMemo, useState } from 'react'
import { usePath } from '../../../app/navigation.tsx'
import { placeWithin } from '../sections.ts'
import { BrowsePage } from './browse/BrowsePage.tsx'
import { DirectoryHeader } from './DirectoryHeader.tsx'
import styles from './Directory.module.css'
import { GroupsPage } from './groups/GroupsPage.tsx'
import { HistoryPage } from './history/HistoryPage.tsx'
import { useLiveDirectory } from './hooks/useLiveDirectory.ts'
import { ImportPage } from './import/ImportPage.tsx'
import { DropTierPage } from './merge/DropTierPage.tsx'
import { MergePage } from './merge/MergePage.tsx'
import { pageOf } from './places.ts'

/** The directory: units and sites as they are on any day, and every way to change them. */
export default function DirectorySection() {
  const path = usePath()
  const page = useMemo(() => pageOf(placeWithin(path, 'directory')), [path])
  // The day that is looked at stays while one goes from page to page.
  const [day, setDay] = useState<string | null>(null)
  useLiveDirectory()
  return (
    <div className={styles.section}>
      <DirectoryHeader page={page.page} day={day} />
      {page.page === 'units' && <BrowsePage unitId={page.unitId} day={day} onDay={setDay} />}
      {page.page === 'groups' && <GroupsPage groupId={page.groupId} />}
      {page.page === 'history' && <HistoryPage />}
      {page.page === 'import' && <ImportPage />}
      {page.page === 'merge' && <MergePage unitId={page.unitId} />}
      {page.page === 'dropTier' && <DropTierPage />}
    </div>
  )
}
