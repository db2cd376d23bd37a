import type { RestQueryOf } from '@diem-cau/protocol'
import { Download } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { restUrl } from '../../../state/rest.ts'
import { Button, Menu, type MenuItem } from '../../../ui/index.ts'

type ExportQuery = RestQueryOf<'directory.export'>

/** One table in a CSV file; the other formats hold all of them. */
const CHOICES: readonly {
  key: 'xlsx' | 'yaml' | 'csvUnits' | 'csvSites' | 'csvGroups'
  query: ExportQuery
}[] = [
  { key: 'xlsx', query: { format: 'xlsx' } },
  { key: 'yaml', query: { format: 'yaml' } },
  { key: 'csvUnits', query: { format: 'csv', what: 'units' } },
  { key: 'csvSites', query: { format: 'csv', what: 'sites' } },
  { key: 'csvGroups', query: { format: 'csv', what: 'groups' } },
]

/** The directory as a file, of any format that an import reads again. */
export function ExportMenu({ on }: { on?: string | undefined }) {
  const { t } = useTranslation('directory')
  const items = CHOICES.map(({ key, query }, index): MenuItem => {
    const url = restUrl('directory.export', { query: on === undefined ? query : { ...query, on } })
    return {
      key,
      label: t(`export.${key}`),
      separated: index === 2,
      onSelect: () => download(url),
    }
  })
  return (
    <Menu
      title={t('export.title')}
      trigger={<Button icon={<Download size={16} />}>{t('export.button')}</Button>}
      items={items}
    />
  )
}

/** The browser's own download: it names the file as the bridge says, and shows its progress. */
export function download(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
