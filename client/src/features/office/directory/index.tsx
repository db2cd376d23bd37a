import { useTranslation } from '../../../i18n/index.ts'
import { EmptyState } from '../../../ui/index.ts'

/** Placeholder until the section is built. */
export default function Page() {
  const { t } = useTranslation('directory')
  return <EmptyState title={t('title')} />
}
