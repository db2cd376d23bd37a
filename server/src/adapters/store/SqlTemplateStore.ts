import { foldText, type SessionBody, type TemplateId } from '@diem-cau/protocol'
import type { StoredTemplate, TemplateStore } from '../../app/planning/ports.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

/** Plans that were saved for using again. */
export class SqlTemplateStore implements TemplateStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async list(): Promise<StoredTemplate[]> {
    const rows = await this.#store
      .selectFrom('session_templates')
      .selectAll()
      .orderBy('name_folded')
      .orderBy('template_id')
      .execute()
    return rows.map(toTemplate)
  }

  async find(templateId: TemplateId): Promise<StoredTemplate | null> {
    const row = await this.#store
      .selectFrom('session_templates')
      .selectAll()
      .where('template_id', '=', templateId)
      .executeTakeFirst()
    return row === undefined ? null : toTemplate(row)
  }

  async add({ templateId, version, name, body }: StoredTemplate): Promise<void> {
    const row = {
      template_id: templateId,
      version,
      name,
      name_folded: foldText(name),
      host_unit_id: body.hostUnitId,
      body: JSON.stringify(body),
    }
    await storing(() =>
      this.#store
        .insertInto('session_templates')
        .values(row)
        .onConflict((conflict) => conflict.column('template_id').doNothing())
        .execute(),
    )
  }

  async remove(templateId: TemplateId): Promise<void> {
    await storing(() =>
      this.#store.deleteFrom('session_templates').where('template_id', '=', templateId).execute(),
    )
  }
}

function toTemplate(row: Tables['session_templates']): StoredTemplate {
  return {
    templateId: row.template_id,
    version: row.version,
    name: row.name,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written here
    body: JSON.parse(row.body) as SessionBody,
  }
}
