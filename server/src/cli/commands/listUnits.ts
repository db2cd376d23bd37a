import type { Command } from '../command.ts'
import { table } from '../help.ts'
import { openOffice } from '../office.ts'

export const listUnits: Command = {
  name: 'list units',
  arguments: [],
  options: {},
  does: { vi: 'Liệt kê các đơn vị.', en: 'List the units.' },
  run: async (invocation) => {
    const { book } = await openOffice(invocation)
    const units = book.current.units()
    const rows = units.map(({ id, code, name, tier }) => [id, code, `${'  '.repeat(tier - 1)}${name}`])
    return {
      data: units.map(({ id, code, name, kind, tier, parentId }) => ({
        id,
        code,
        name,
        kind,
        tier,
        parentId,
      })),
      text: {
        vi: table(['Định danh', 'Mã', 'Đơn vị'], rows),
        en: table(['Id', 'Code', 'Unit'], rows),
      },
    }
  },
}
