import type { Account } from '../../app/people/types.ts'
import type { Command } from '../command.ts'
import { table } from '../help.ts'
import { openOffice, type Office } from '../office.ts'
import { timeOf } from '../words.ts'

const PAGE = 500

export const listAccounts: Command = {
  name: 'list accounts',
  arguments: [],
  options: {},
  does: { vi: 'Liệt kê các tài khoản.', en: 'List the accounts.' },
  run: async (invocation) => {
    const office = await openOffice(invocation)
    const accounts = await everyAccount(office)
    const rolesOf = ({ grants }: Account) =>
      grants
        .map(({ role, unitId }) => `${role} (${office.book.current.unitName(unitId) ?? unitId})`)
        .join(', ')
    const rows = accounts.map((account) => [
      account.userName,
      account.displayName,
      rolesOf(account),
      account.state,
      account.lastLoginAt === null ? '–' : timeOf(account.lastLoginAt),
    ])
    return {
      data: accounts.map(({ accountId, userName, displayName, grants, state, lastLoginAt }) => ({
        accountId,
        userName,
        displayName,
        grants,
        state,
        lastLoginAt,
      })),
      text: {
        vi: table(['Tài khoản', 'Họ và tên', 'Vai trò', 'Trạng thái', 'Đăng nhập gần nhất'], rows),
        en: table(['User', 'Name', 'Roles', 'State', 'Last login'], rows),
      },
    }
  },
}

async function everyAccount({ people }: Office): Promise<Account[]> {
  const all: Account[] = []
  const query = { scope: null, text: '', role: null, unitId: null, state: null, inUnits: null, limit: PAGE }
  for (let after: string | null = null; ; after = all.at(-1)?.userName ?? null) {
    const { items } = await people.accounts.page({ ...query, after })
    all.push(...items)
    if (items.length < PAGE) return all
  }
}
