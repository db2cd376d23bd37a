import { SqlDeviceStore } from '../../adapters/store/SqlDeviceStore.ts'
import type { Command } from '../command.ts'
import { table } from '../help.ts'
import { openOffice } from '../office.ts'
import { timeOf } from '../words.ts'

export const listSites: Command = {
  name: 'list sites',
  arguments: [],
  options: {},
  does: { vi: 'Liệt kê các điểm cầu và lúc ghép thiết bị.', en: 'List the sites, and when each was paired.' },
  run: async (invocation) => {
    const { book } = await openOffice(invocation)
    const devices = await new SqlDeviceStore(await invocation.openStore()).list()
    const paired = new Map(devices.map(({ siteId, pairedAt }) => [siteId, pairedAt]))
    const sites = book.current.data.sites.map(({ id, name, unitId }) => ({
      id,
      name,
      unitId,
      unitName: book.current.unitName(unitId) ?? '',
      pairedAt: paired.get(id) ?? null,
    }))
    const rows = (unpaired: string) =>
      sites.map(({ id, name, unitName, pairedAt }) => [
        id,
        name,
        unitName,
        pairedAt === null ? unpaired : timeOf(pairedAt),
      ])
    return {
      data: sites,
      text: {
        vi: table(['Định danh', 'Điểm cầu', 'Đơn vị', 'Đã ghép'], rows('chưa ghép')),
        en: table(['Id', 'Site', 'Unit', 'Paired'], rows('not paired')),
      },
    }
  },
}
