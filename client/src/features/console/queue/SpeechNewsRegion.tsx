import { useTranslation } from '../../../i18n/index.ts'
import type { QueueModel } from '../../../state/console/queue.ts'
import { speechTime } from '../../../state/console/speechTime.ts'
import { LiveRegion } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'

/** Says to assistive technology when a speech comes to its last minute and to its end. */
export function SpeechNewsRegion({ queue }: { queue: QueueModel }) {
  const { t } = useTranslation('conduct')
  const { now } = useConsole()
  const news = queue.live.flatMap(({ request, site }) => {
    const phase = request.clock === null ? 'open' : speechTime(request.clock, now).phase
    const name = site?.name ?? request.siteId
    if (phase === 'warning') return [t('time.newsWarning', { name })]
    return phase === 'over' ? [t('time.newsOver', { name })] : []
  })
  return <LiveRegion text={news.join(' ')} />
}
