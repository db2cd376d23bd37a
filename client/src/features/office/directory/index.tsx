import { useMemo } from 'react'
import { usePath } from '../../../app/navigation.tsx'
import { placeWithin } from '../sections.ts'
import { BrowsePage } from './browse/BrowsePage.tsx'
import { DirectoryHeader } from './DirectoryHeader.tsx'
import styles from './Directory.module.css'
import { pageOf } from './places.ts'

/** The directory: units and sites as they are on any day, and every way to change them. */
export default function DirectorySection() {
  const path = usePath()
  const page = useMemo(() => pageOf(placeWithin(path, 'directory')), [path])
  return (
    <div className={styles.section}>
      <DirectoryHeader page={page.page} />
      {page.page === 'units' && <BrowsePage unitId={page.unitId} />}
    </div>
  )
}
