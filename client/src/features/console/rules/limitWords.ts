import type { SpeechLimits } from '@diem-cau/protocol'
import { useTranslation } from '../../../i18n/index.ts'
import { LIMIT_FIELDS, minutesText } from '../../../state/console/limits.ts'

/** The speaking times in a few letters, and in words. */
export function useLimitWords(): {
  short: (limits: SpeechLimits) => string
  hint: (limits: SpeechLimits) => string
} {
  const { t } = useTranslation('conduct')
  const minutes = (seconds: number | null) =>
    seconds === null ? t('limits.noLimit') : `${minutesText(seconds)}′`
  return {
    short: (limits) =>
      LIMIT_FIELDS.every(({ field }) => limits[field] === null)
        ? t('time.noLimit')
        : LIMIT_FIELDS.map(({ field }) => (limits[field] === null ? '∞' : minutes(limits[field]))).join(
            ' · ',
          ),
    hint: (limits) =>
      [
        ...LIMIT_FIELDS.map(({ field, kind }) => `${t(`kind.${kind}`)}: ${minutes(limits[field])}`),
        `${t('limits.atEnd')}: ${t(`limits.${limits.atEnd}`)}`,
      ].join(' · '),
  }
}
