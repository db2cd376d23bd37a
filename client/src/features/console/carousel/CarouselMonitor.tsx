import { useTranslation } from '../../../i18n/index.ts'
import { useEffect } from 'react'
import { DeskContext } from '../DeskContext.ts'
import { LinkBanner } from '../LinkBanner.tsx'
import { useDeskState } from '../useDeskState.ts'
import { Carousel } from './Carousel.tsx'

/** The carousel in a window of its own, for a second monitor. */
export function CarouselMonitor({ onLoggedOut }: { onLoggedOut: () => void }) {
  const { t } = useTranslation(['conduct', 'common'])
  const desk = useDeskState()
  useEffect(() => {
    document.title = `${t('carousel.title')} · ${t('common:product')}`
  }, [t])
  return (
    <DeskContext value={desk}>
      <main>
        <Carousel onClose={null} />
      </main>
      <LinkBanner onLoggedOut={onLoggedOut} />
    </DeskContext>
  )
}
