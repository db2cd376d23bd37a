import { useTranslation } from '../../../i18n/index.ts'
import { EmptyState } from '../../../ui/index.ts'

/** Placeholder until the section is built. */
export default function Page() {
  const { t } = useTranslation('audit')
  return <EmptyState title={t('title')} />
}
