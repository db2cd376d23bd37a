import { assertUnreachable } from '@diem-cau/protocol'
import { useTranslation } from '../../i18n/index.ts'
import type { FloorStatus } from '../../state/site/floorStatus.ts'

export interface StatusWords {
  title: string
  detail: string
}

/** A status in the room's words. */
export function useStatusWords(status: FloorStatus): StatusWords {
  const { t } = useTranslation('site')
  switch (status.kind) {
    case 'queued': {
      const { position } = status
      const title =
        position === null ? t('status.queued.titleNoPosition') : t('status.queued.title', { position })
      return { title, detail: t('status.queued.detail') }
    }
    case 'asked': {
      const { position, districtName } = status
      return {
        title: t('status.asked.title', { position: position ?? '' }),
        detail: t('status.asked.detail', { district: districtName }),
      }
    }
    case 'held':
      return { title: t('status.held.title'), detail: t('status.held.detail') }
    case 'listening':
      return {
        title: t('status.listening.title'),
        detail:
          status.mayNotAsk === null || status.mayNotAsk === 'isChair'
            ? t('status.listening.detail')
            : t(`status.listening.${status.mayNotAsk}`),
      }
    case 'ended':
      return {
        title: t(`status.ended.${status.outcome}.title`),
        detail: t(`status.ended.${status.outcome}.detail`),
      }
    case 'timeUp':
    case 'invited':
    case 'standby':
    case 'live':
    case 'liveMuted':
    case 'chairLive':
    case 'chairMuted':
    case 'voiceless':
    case 'cut':
      return { title: t(`status.${status.kind}.title`), detail: t(`status.${status.kind}.detail`) }
    default:
      return assertUnreachable(status)
  }
}
