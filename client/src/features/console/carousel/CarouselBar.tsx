import { AppWindow, ChevronLeft, ChevronRight, Maximize, Pause, Play, X } from 'lucide-react'
import { PATHS } from '../../../app/navigation.tsx'
import { useTranslation } from '../../../i18n/index.ts'
import { PAGE_SIZES, TURN_SECONDS, type CarouselChoice } from '../../../state/console/carousel.ts'
import { Button, IconButton, Kbd, Select, Switch } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import styles from './Carousel.module.css'

interface CarouselBarProps {
  title: string
  choice: CarouselChoice
  onChoice: (choice: CarouselChoice) => void
  everySeconds: number
  onEvery: (seconds: number) => void
  paused: boolean
  onPause: (paused: boolean) => void
  page: number
  pages: number
  onPage: (page: number) => void
  onFullScreen: () => void
  /** Null in a window of its own: closing that is enough. */
  onClose: (() => void) | null
}

const EVERYBODY = 'everybody'

/** Which rooms pass, how many at once, how fast, and what stops them. */
export function CarouselBar(props: CarouselBarProps) {
  const { t } = useTranslation(['conduct', 'common'])
  const { directory } = useConsole()
  const { choice, onChoice, paused, page, pages } = props
  const branches = (directory?.roots ?? []).flatMap((root) => [root, ...root.children])
  return (
    <header className={styles.bar}>
      <h1 className={styles.title} title={t('carousel.keys')}>
        {t('carousel.title')}
        <span>{props.title}</span>
      </h1>
      <Select
        label={t('carousel.unit')}
        hideLabel
        value={choice.branch ?? EVERYBODY}
        options={[
          { value: EVERYBODY, label: t('carousel.everybody') },
          ...branches
            .filter(({ kind }) => kind === 'unit')
            .map(({ key, name }) => ({ value: key, label: name })),
        ]}
        onChange={(value) => onChoice({ ...choice, branch: value === EVERYBODY ? null : value })}
      />
      <Select
        label={t('carousel.perPage')}
        hideLabel
        value={String(choice.perPage)}
        options={PAGE_SIZES.map((count) => ({
          value: String(count),
          label: t('carousel.sites', { count }),
        }))}
        onChange={(value) => {
          const perPage = PAGE_SIZES.find((count) => String(count) === value)
          if (perPage !== undefined) onChoice({ ...choice, perPage })
        }}
      />
      <Select
        label={t('carousel.every')}
        hideLabel
        value={String(props.everySeconds)}
        options={TURN_SECONDS.map((count) => ({
          value: String(count),
          label: t('carousel.seconds', { count }),
        }))}
        onChange={(value) => props.onEvery(Number(value))}
      />
      <Switch
        label={t('carousel.connectedOnly')}
        checked={choice.connectedOnly}
        onChange={(connectedOnly) => onChoice({ ...choice, connectedOnly })}
      />
      <span className={styles.pager}>
        <IconButton
          label={t('common:action.previousPage')}
          icon={<ChevronLeft size={18} />}
          side="bottom"
          onClick={() => props.onPage(page - 1)}
        />
        <span aria-live="polite">{t('carousel.page', { page: page + 1, pages })}</span>
        <IconButton
          label={t('common:action.nextPage')}
          icon={<ChevronRight size={18} />}
          side="bottom"
          onClick={() => props.onPage(page + 1)}
        />
      </span>
      <Button icon={paused ? <Play size={16} /> : <Pause size={16} />} onClick={() => props.onPause(!paused)}>
        {paused ? t('carousel.play') : t('carousel.pause')}
      </Button>
      <IconButton
        label={t('carousel.fullScreen')}
        icon={<Maximize size={18} />}
        shortcut={<Kbd>F</Kbd>}
        side="bottom"
        onClick={props.onFullScreen}
      />
      {props.onClose !== null && (
        <>
          <IconButton
            label={t('carousel.newWindow')}
            icon={<AppWindow size={18} />}
            side="bottom"
            onClick={() => {
              globalThis.open(`${PATHS.console}?monitor=carousel`, 'diem-cau-carousel', 'popup')
              props.onClose?.()
            }}
          />
          <IconButton
            label={t('carousel.close')}
            icon={<X size={18} />}
            shortcut={<Kbd>Esc</Kbd>}
            side="bottom"
            onClick={props.onClose}
          />
        </>
      )}
    </header>
  )
}
