import { useTranslation } from '../../../../../i18n/index.ts'
import { incidentsOf, messagesOf, unreadHelp } from '../../../../../state/console/help.ts'
import { Segmented } from '../../../../../ui/index.ts'
import type { ToolProps } from '../tools.ts'
import { ChatTab } from './ChatTab.tsx'
import styles from './Help.module.css'
import { useHelpTab, type HelpTab } from './helpTab.ts'
import { IncidentsTab } from './IncidentsTab.tsx'
import { MessagesTab } from './MessagesTab.tsx'

/** What the crew does for sites beside the meeting: answers, messages on their screens, and notes for the report. */
export function HelpPanel(props: ToolProps) {
  const { t } = useTranslation('help')
  const [tab, setTab] = useHelpTab()
  const { view } = props
  const named = (id: HelpTab, count: number) => ({
    value: id,
    label: count === 0 ? t(`desk.tab.${id}`) : `${t(`desk.tab.${id}`)} (${count})`,
  })
  return (
    <div className={styles.panel} data-testid="help-panel">
      <Segmented<HelpTab>
        label={t('desk.title')}
        value={tab}
        onChange={setTab}
        options={[
          named('chat', unreadHelp(view)),
          named('messages', messagesOf(view).length),
          named('incidents', incidentsOf(view).length),
        ]}
      />
      {tab === 'chat' && <ChatTab {...props} />}
      {tab === 'messages' && <MessagesTab {...props} />}
      {tab === 'incidents' && <IncidentsTab {...props} />}
    </div>
  )
}
