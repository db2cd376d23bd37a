import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { StoreError } from '../../adapters/store/openStore.ts'
import type { Command } from '../command.ts'
import { openOffice } from '../office.ts'
import { askRunningBridge } from '../runningBridge.ts'
import { timeOf } from '../words.ts'

const compiledCode = Compile(Type.Object({ code: Type.String(), expiresAt: Type.Integer() }))

export const pair: Command = {
  name: 'pair',
  arguments: ['SITE'],
  options: {},
  does: {
    vi: 'Cấp mã ghép thiết bị cho một điểm cầu.',
    en: 'Give a code by which a site’s device is paired.',
  },
  help: {
    vi: 'SITE là định danh, xem: list sites. Cầu phải đang chạy. Đọc mã qua điện thoại; mã dùng một lần.',
    en: 'SITE is an id of list sites. The bridge must be running. Read the code out by telephone; it serves once.',
  },
  run: async (invocation) => {
    const { book } = await openOffice(invocation)
    const siteId = invocation.positionals[0] ?? ''
    const reply = await askRunningBridge(invocation.place.directory, 'pairing.createCode', { siteId })
    if (!compiledCode.Check(reply)) {
      throw new StoreError(
        'Cầu trả lời không đúng phiên bản này.',
        'The bridge answers as another version does.',
      )
    }
    const { code, expiresAt } = reply
    const name = book.current.data.sites.find(({ id }) => id === siteId)?.name ?? siteId
    const spaced = `${code.slice(0, 4)} ${code.slice(4)}`
    return {
      data: { siteId, code, expiresAt },
      text: {
        vi: `Mã ghép của ${name}: ${spaced} (đến ${timeOf(expiresAt)})`,
        en: `Code of ${name}: ${spaced} (until ${timeOf(expiresAt)})`,
      },
    }
  },
}
