import { Plus } from 'lucide-react'
import { Link, navigate } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { mayChange, mayChangeAnything } from '../../../../state/directory/rights.ts'
import { sitesOfGroup } from '../../../../state/directory/selection.ts'
import { Button, EmptyState } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { useDirectoryPage } from '../hooks/useDirectoryPage.tsx'
import { pagePath } from '../places.ts'
import { GroupEditor } from './GroupEditor.tsx'
import styles from './Groups.module.css'

const NEW_GROUP = 'moi'

/** Saved groups of units and sites across the tree: clusters, electoral units. */
export function GroupsPage({ groupId }: { groupId: string | null }) {
  const { t } = useTranslation('directory')
  const { account } = useConsole()
  const page = useDirectoryPage()
  if ('instead' in page) return page.instead
  const { directory } = page
  const { groups, tree } = directory
  const mayAdd = mayChangeAnything(account)
  const group = groups.find((one) => one.groupId === groupId) ?? null
  const isNew = groupId === NEW_GROUP && mayAdd
  const add = (
    <Button icon={<Plus size={16} />} onClick={() => navigate(pagePath('groups', NEW_GROUP))}>
      {t('group.add')}
    </Button>
  )
  if (groups.length === 0 && !isNew)
    return (
      <EmptyState title={t('group.empty')} {...(mayAdd ? { action: add } : {})}>
        {t('group.emptyBody')}
      </EmptyState>
    )
  return (
    <div className={styles.panes}>
      <section className={styles.list} aria-label={t('pages.groups')}>
        <div className={styles.head}>
          <h2>{t('group.count', { count: groups.length })}</h2>
          {mayAdd && add}
        </div>
        <ul>
          {groups.map((one) => (
            <li key={one.groupId}>
              <Link
                href={pagePath('groups', one.groupId)}
                className={styles.item}
                aria-current={one.groupId === groupId ? 'page' : undefined}
              >
                <span className={styles.name}>{one.name}</span>
                <span className={styles.soft}>
                  {t(`group.kind.${one.kind}`)} · {tree.unit(one.ownerUnitId)?.name ?? one.ownerUnitId} ·{' '}
                  {t('group.sites', { count: sitesOfGroup(tree, one).length })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.editor} aria-label={t('group.label')}>
        {group === null && !isNew ? (
          <EmptyState title={t('group.choose')} />
        ) : (
          <GroupEditor
            key={groupId}
            directory={directory}
            group={group}
            editable={isNew || (group !== null && mayChange(account, tree, group.ownerUnitId))}
          />
        )}
      </section>
    </div>
  )
}
