import { useMemo } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import type { RowWords } from '../browse/UnitRow.tsx'

/** The words of a tree's rows; the same object as long as the language is the same. */
export function useRowWords(): RowWords {
  const { t } = useTranslation('directory')
  return useMemo(
    () => ({
      noSites: t('picker.noSites'),
      standing: {
        current: t('standing.current'),
        ended: t('standing.ended'),
        coming: t('standing.coming'),
      },
    }),
    [t],
  )
}
