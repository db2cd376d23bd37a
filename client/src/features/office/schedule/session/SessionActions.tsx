import type { SessionDetail } from '@diem-cau/protocol'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { navigate, PATHS } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { actionsOf, type SessionAction } from '../../../../state/schedule/sessionActions.ts'
import { Button, Menu } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { editPath, newPath } from '../places.ts'
import { ActionDialog } from './ActionDialog.tsx'
import { RepeatDialog } from './RepeatDialog.tsx'
import { TemplateDialog } from './TemplateDialog.tsx'

/** What stands beside the title as a button; the rest is in the menu. */
const BUTTONS = 3
const DANGEROUS: ReadonlySet<SessionAction> = new Set(['cancel', 'remove'])
/** Takes everybody on or off the air. */
const LIVE: ReadonlySet<SessionAction> = new Set(['end'])

/** The next steps of a session, and everything else that may be done with it. */
export function SessionActions({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  const { chooseSession, link, now } = useConsole()
  const [asked, setAsked] = useState<SessionAction | null>(null)
  const actions = actionsOf(session, now)
  const first = actions.filter((action) => !DANGEROUS.has(action)).slice(0, BUTTONS)
  const others = actions.filter((action) => !first.includes(action))

  function act(action: SessionAction) {
    switch (action) {
      case 'edit':
        navigate(editPath(session.sessionId))
        return
      case 'duplicate':
        navigate(newPath({ kind: 'like', sessionId: session.sessionId }))
        return
      case 'conduct':
        chooseSession(session.sessionId)
        navigate(PATHS.console)
        return
      case 'schedule':
      case 'rehearse':
      case 'endRehearsal':
      case 'start':
      case 'end':
      case 'archive':
      case 'cancel':
      case 'remove':
      case 'saveAsTemplate':
      case 'repeat':
        setAsked(action)
        return
      default:
        action satisfies never
    }
  }

  const close = () => setAsked(null)
  return (
    <>
      {first.map((action, index) => (
        <Button
          key={action}
          tone={index === 0 && action !== 'edit' ? (LIVE.has(action) ? 'live' : 'primary') : 'secondary'}
          disabled={
            link.kind !== 'live' && action !== 'edit' && action !== 'conduct' && action !== 'duplicate'
          }
          onClick={() => act(action)}
        >
          {t(`session.action.${action}`)}
        </Button>
      ))}
      {others.length > 0 && (
        <Menu
          trigger={<Button aria-label={t('session.more')} icon={<EllipsisVertical size={16} />} />}
          items={others.map((action) => ({
            key: action,
            label: t(`session.action.${action}`),
            danger: DANGEROUS.has(action),
            separated: DANGEROUS.has(action),
            onSelect: () => act(action),
          }))}
        />
      )}
      {asked === 'repeat' && <RepeatDialog session={session} onClose={close} />}
      {asked === 'saveAsTemplate' && <TemplateDialog session={session} onClose={close} />}
      {asked !== null && asked !== 'repeat' && asked !== 'saveAsTemplate' && (
        <ActionDialog session={session} action={asked} onClose={close} />
      )}
    </>
  )
}
