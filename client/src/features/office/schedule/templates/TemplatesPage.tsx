import type { Template } from '@diem-cau/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import {
  Button,
  ConfirmDialog,
  DataTable,
  EmptyState,
  ErrorText,
  IconButton,
  Spinner,
  useToast,
} from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { BackLink } from '../BackLink.tsx'
import { Failed } from '../Failed.tsx'
import { newPath } from '../places.ts'
import { SCHEDULE } from '../queries.ts'
import { usePlanningUnit } from '../rights.ts'
import styles from './Templates.module.css'

/** The saved plans, to begin a session from. */
export function TemplatesPage() {
  const { t } = useTranslation('schedule')
  const { data, error, refetch } = useQuery({
    queryKey: [SCHEDULE, 'templates'],
    queryFn: ({ signal }) => rest('templates.list', { signal }),
  })
  const [removing, setRemoving] = useState<Template | null>(null)
  return (
    <div className={styles.page}>
      <BackLink />
      <h1 className={styles.title}>{t('templates')}</h1>
      {error !== null && data === undefined && <Failed error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Spinner>{t('template.loading')}</Spinner>}
      {data?.items.length === 0 && (
        <EmptyState title={t('template.none')}>{t('template.noneBody')}</EmptyState>
      )}
      {data !== undefined && data.items.length > 0 && (
        <TemplateTable items={data.items} onRemove={setRemoving} />
      )}
      {removing !== null && <RemoveDialog template={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}

function TemplateTable({ items, onRemove }: { items: Template[]; onRemove: (template: Template) => void }) {
  const { t } = useTranslation('schedule')
  const { directory } = useConsole()
  const mayPlan = usePlanningUnit() !== null
  const unitName = (unitId: string) => directory?.units.find((unit) => unit.unitId === unitId)?.name ?? unitId
  return (
    <div className={styles.table}>
      <DataTable
        caption={t('templates')}
        rows={items}
        keyOf={({ templateId }) => templateId}
        columns={[
          { key: 'name', head: t('template.name'), render: ({ name }) => <strong>{name}</strong> },
          { key: 'host', head: t('template.host'), render: ({ hostUnitId }) => unitName(hostUnitId) },
          {
            key: 'contents',
            head: t('template.contents'),
            render: ({ body }) =>
              t('template.contentsWords', {
                type: t(`type.${body.type}`),
                duration: body.durationMinutes,
                count: body.agenda.length,
              }),
          },
          {
            key: 'actions',
            head: '',
            width: '230px',
            align: 'end',
            render: (template) =>
              mayPlan && (
                <span className={styles.actions}>
                  <Button
                    size="sm"
                    aria-label={t('template.useName', { name: template.name })}
                    onClick={() => navigate(newPath({ kind: 'template', templateId: template.templateId }))}
                  >
                    {t('template.use')}
                  </Button>
                  {directory?.hasUnit(template.hostUnitId) === true && (
                    <IconButton
                      size="sm"
                      label={t('template.removeName', { name: template.name })}
                      icon={<Trash2 size={16} />}
                      onClick={() => onRemove(template)}
                    />
                  )}
                </span>
              ),
          },
        ]}
      />
    </div>
  )
}

function RemoveDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const toast = useToast()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  async function remove() {
    try {
      await rest('templates.remove', { params: { templateId: template.templateId } })
      toast({ text: t('template.removed') })
    } catch (error) {
      setProblem(problemOf(error))
      throw error
    } finally {
      void queries.invalidateQueries({ queryKey: [SCHEDULE, 'templates'] })
    }
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('template.removeTitle', { name: template.name })}
      consequence={t('template.removeBody')}
      confirmLabel={t('template.remove')}
      onConfirm={remove}
      error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
    />
  )
}
