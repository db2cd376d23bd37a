import type { DocumentId } from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { FileText, Image, Presentation } from 'lucide-react'
import { errorText, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { paperGroups, type DeskPaper, type PaperGroup } from '../../../../../state/console/papers.ts'
import { problemOf } from '../../../../../state/problem.ts'
import { rest } from '../../../../../state/rest.ts'
import { sizeText } from '../../../../../state/schedule/upload.ts'
import { Button, EmptyState, ErrorText, Spinner } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import { OpenPaperBar } from './OpenPaperBar.tsx'
import styles from './Papers.module.css'
import { UploadPaper } from './UploadPaper.tsx'

/** Meeting papers: which there are, which is open at all sites, at which page and turned by whom. */
export function PapersPanel({ screen, view }: ToolProps) {
  const { t } = useTranslation('papers')
  const language = useLanguage()
  const { canConduct, bridge } = useConsole()
  const { conductor, conduct, sessionId } = screen
  const { paper, slots } = view.stage
  // A unit that meets on its own for a while has the papers of the session that it came from.
  const plannedId = view.session.parent?.sessionId ?? sessionId
  const plan = useQuery({
    // Another revision of the plans may have other papers.
    queryKey: ['papers', plannedId, bridge?.plan.revision],
    queryFn: ({ signal }) => rest('sessions.get', { params: { sessionId: plannedId }, signal }),
    placeholderData: (before) => before,
  })
  const problem = conduct.problems.get('paper')
  const open = (documentId: DocumentId) => void conductor.order('paper', 'paper.open', { documentId })
  const groups = plan.data === undefined ? [] : paperGroups(plan.data, view.conduct.agenda)
  return (
    <div className={styles.panel} data-testid="papers-panel">
      <OpenPaperBar screen={screen} view={view} />
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {canConduct && paper === null && slots.some(({ slot }) => slot === 'content') && (
        <p className={styles.note}>{t('desk.replacesContent')}</p>
      )}
      {plan.isPending && <Spinner>{t('opening')}</Spinner>}
      {plan.isError && (
        <div className={styles.failed}>
          <ErrorText>
            {t('desk.failed')} {errorText(problemOf(plan.error), language)}
          </ErrorText>
          <Button size="sm" onClick={() => void plan.refetch()}>
            {t('retry')}
          </Button>
        </div>
      )}
      {plan.data !== undefined && groups.length === 0 && (
        <EmptyState icon={<FileText />} title={t('desk.empty')}>
          {plan.data.mayPlan ? t('desk.emptyHint') : t('desk.emptyPlain')}
        </EmptyState>
      )}
      {groups.map((group) => (
        <Papers
          key={group.item?.number ?? 'session'}
          group={group}
          openId={paper?.documentId ?? null}
          onOpen={canConduct ? open : null}
          busy={conduct.busy.has('paper')}
        />
      ))}
      {plan.data?.mayPlan === true && canConduct && (
        <UploadPaper plan={plan.data} onAdded={() => void plan.refetch()} />
      )}
    </div>
  )
}

interface PapersProps {
  group: PaperGroup
  openId: DocumentId | null
  onOpen: ((documentId: DocumentId) => void) | null
  busy: boolean
}

function Papers({ group, openId, onOpen, busy }: PapersProps) {
  const { t } = useTranslation('papers')
  const { item } = group
  return (
    <section className={styles.group} data-under-way={item?.underWay === true}>
      <h3 className={styles.heading}>
        {item === null ? t('desk.ofSession') : t('desk.ofItem', { number: item.number, title: item.title })}
        {item?.underWay === true && <span className={styles.badge}>{t('desk.underWay')}</span>}
      </h3>
      <ul className={styles.list}>
        {group.papers.map((entry) => (
          <PaperLine
            key={entry.document.documentId}
            entry={entry}
            isOpen={entry.document.documentId === openId}
            onOpen={onOpen}
            busy={busy}
          />
        ))}
      </ul>
    </section>
  )
}

interface PaperLineProps extends Pick<PapersProps, 'onOpen' | 'busy'> {
  entry: DeskPaper
  isOpen: boolean
}

function PaperLine({ entry, isOpen, onOpen, busy }: PaperLineProps) {
  const { t } = useTranslation('papers')
  const { document, showable } = entry
  const { documentId, title, fileName, bytes, contentType } = document
  return (
    <li className={styles.line} data-open={isOpen} data-testid={`paper-${documentId}`}>
      {contentType.startsWith('image/') ? (
        <Image size={16} aria-hidden="true" />
      ) : (
        <FileText size={16} aria-hidden="true" />
      )}
      <div className={styles.what}>
        <span className={styles.name}>{title}</span>
        <span className={styles.soft}>
          {showable ? `${fileName} · ${sizeText(bytes)}` : t('desk.notShowable')}
        </span>
      </div>
      {isOpen && <span className={styles.badge}>{t('desk.showing')}</span>}
      {!isOpen && showable && onOpen !== null && (
        <Button
          size="sm"
          icon={<Presentation size={15} />}
          busy={busy}
          onClick={() => onOpen(documentId)}
          aria-label={`${t('desk.show')}: ${title}`}
        >
          {t('desk.show')}
        </Button>
      )}
    </li>
  )
}
