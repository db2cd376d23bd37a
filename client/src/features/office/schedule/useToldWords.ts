import { useQuery } from '@tanstack/react-query'
import { useLanguage, useTranslation } from '../../../i18n/index.ts'
import { rest } from '../../../state/rest.ts'

const HOUR_MS = 3_600_000

/** By which ways people are told beside the screens of the sites, in a sentence. */
export function useToldWords(): string {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  // What is configured changes with a restart of the bridge alone.
  const { data } = useQuery({
    queryKey: ['noticeChannels'],
    queryFn: ({ signal }) => rest('notices.channels', { signal }),
    staleTime: HOUR_MS,
  })
  if (data === undefined) return t('notice.toldUnknown')
  if (data.channels.length === 0) return t('notice.toldNobody')
  const words = data.channels.map((channel) => t(`notice.channelIn.${channel}`))
  return t('notice.told', { channels: new Intl.ListFormat(language).format(words) })
}
