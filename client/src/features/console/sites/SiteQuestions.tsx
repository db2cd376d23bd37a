import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import { problemOf } from '../../../state/problem.ts'
import { ConfirmDialog, ErrorText } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'

interface QuestionProps {
  site: PlacedSite
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks before a room's device is put out. */
export function UnpairDialog({ site, open, onOpenChange }: QuestionProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { connection } = useConsole()
  const [problem, setProblem] = useState<Problem | null>(null)
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('pair.removeTitle', { name: site.name })}
      consequence={t('pair.removeBody')}
      confirmLabel={t('pair.remove')}
      error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
      onConfirm={async () => {
        setProblem(null)
        try {
          await connection.command('pairing.revoke', { siteId: site.siteId })
        } catch (error) {
          setProblem(problemOf(error))
          throw error
        }
      }}
    />
  )
}

/** Asks before the chair is handed over. */
export function ChairDialog({ site, open, onOpenChange, screen }: QuestionProps & { screen: SessionScreen }) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { directory } = useConsole()
  const [problem, setProblem] = useState<Problem | null>(null)
  const former = screen.view?.session.chairSiteId ?? null
  const formerName = former === null ? '' : (directory?.site(former)?.name ?? former)
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('chair.title', { name: site.name })}
      consequence={former === null ? t('chair.bodyFirst') : t('chair.body', { former: formerName })}
      confirmLabel={t('action.makeChair')}
      error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
      onConfirm={async () => {
        setProblem(null)
        try {
          await screen.conductor.setChair(site.siteId)
        } catch (error) {
          setProblem(problemOf(error))
          throw error
        }
      }}
    />
  )
}
