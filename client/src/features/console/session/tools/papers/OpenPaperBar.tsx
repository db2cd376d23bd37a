import type { PaperView, SiteId } from '@diem-cau/protocol'
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import { typedPage } from '../../../../../state/console/papers.ts'
import { Button, IconButton, Kbd, Select, TextField } from '../../../../../ui/index.ts'
import { usePageTurner } from '../../../../papers/usePageTurner.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import styles from './Papers.module.css'

const DESK = 'desk'

/** The paper that is open at all sites: its page, who turns it, and its end. */
export function OpenPaperBar(props: ToolProps) {
  const { t } = useTranslation('papers')
  const { paper } = props.view.stage
  if (paper === null) {
    return (
      <p className={styles.none}>
        <strong>{t('desk.none')}.</strong> {t('desk.noneHint')}
      </p>
    )
  }
  return <OpenPaper key={paper.documentId} {...props} paper={paper} />
}

function OpenPaper({ screen, view, paper }: ToolProps & { paper: PaperView }) {
  const { t } = useTranslation('papers')
  const { canConduct } = useConsole()
  const { conductor, conduct } = screen
  const { documentId, name, pages } = paper
  const turner = usePageTurner(
    paper.page,
    pages,
    async (page) => (await conductor.order('paper', 'paper.turn', { documentId, page })) !== null,
  )
  return (
    <section className={styles.open} aria-label={t('desk.open')} data-testid="open-paper">
      <div className={styles.what}>
        <span className={styles.soft}>{t('desk.open')}</span>
        <span className={styles.name}>{name}</span>
      </div>
      <div className={styles.pages}>
        <IconButton
          label={t('turn.previous')}
          shortcut={<Kbd>PgUp</Kbd>}
          icon={<ChevronLeft size={18} />}
          disabled={!canConduct || turner.isFirst}
          onClick={() => turner.step(-1)}
        />
        <output className={styles.count} data-testid="open-page">
          {pages === null
            ? t('turn.countUnknown', { page: turner.page })
            : t('turn.count', { page: turner.page, pages })}
        </output>
        <IconButton
          label={t('turn.next')}
          shortcut={<Kbd>PgDn</Kbd>}
          icon={<ChevronRight size={18} />}
          disabled={!canConduct || turner.isLast}
          onClick={() => turner.step(1)}
        />
      </div>
      {canConduct && (
        <>
          <GoTo pages={pages} onGo={turner.goTo} />
          <Presenter screen={screen} view={view} paper={paper} />
          <Button
            size="sm"
            icon={<X size={15} />}
            busy={conduct.busy.has('paper')}
            onClick={() => void conductor.order('paper', 'paper.close', {})}
          >
            {t('desk.close')}
          </Button>
        </>
      )}
    </section>
  )
}

function GoTo({ pages, onGo }: { pages: number | null; onGo: (page: number) => void }) {
  const { t } = useTranslation('papers')
  const [text, setText] = useState('')
  return (
    <form
      className={styles.goTo}
      onSubmit={(event) => {
        event.preventDefault()
        const page = typedPage(text, pages)
        if (page !== null) onGo(page)
        setText('')
      }}
    >
      <TextField
        label={t('turn.goTo')}
        value={text}
        onChange={setText}
        inputMode="numeric"
        maxLength={5}
        autoComplete="off"
      />
    </form>
  )
}

/** Who may turn the pages: the desk alone, or one of those on stage. */
function Presenter({ screen, view, paper }: ToolProps & { paper: PaperView }) {
  const { t } = useTranslation('papers')
  const onStage = view.stage.slots.filter(({ slot }) => slot !== 'content')
  const options = [
    { value: DESK, label: t('desk.deskAlone') },
    ...onStage.map(({ slot, place }) => ({
      value: place.siteId,
      label: slot === 'chair' ? t('desk.chairSite', { name: place.name }) : place.name,
    })),
  ]
  const siteOf = (value: string): SiteId | null =>
    onStage.find(({ place }) => place.siteId === value)?.place.siteId ?? null
  return (
    <Select
      label={t('desk.presenter')}
      value={paper.presenterSiteId ?? DESK}
      options={options}
      onChange={(value) =>
        void screen.conductor.order('paper', 'paper.setPresenter', { siteId: siteOf(value) })
      }
    />
  )
}
