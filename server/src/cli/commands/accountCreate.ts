import type { Role } from '@diem-cau/protocol'
import { UsageError, type Command } from '../command.ts'
import { openOffice, unitOf } from '../office.ts'

const ROLES: readonly Role[] = ['administrator', 'scheduler', 'operator', 'observer']
/** As the console has it. */
const USER_NAME = /^[a-z0-9][a-z0-9._-]{1,39}$/

export const accountCreate: Command = {
  name: 'account create',
  arguments: ['USER'],
  options: {
    role: {
      type: 'string',
      value: 'ROLE',
      does: {
        vi: 'Vai trò: administrator (mặc định), scheduler, operator, observer.',
        en: 'Role: administrator (if left out), scheduler, operator, observer.',
      },
    },
    unit: {
      type: 'string',
      value: 'UNIT',
      does: {
        vi: 'Đơn vị (mã định danh hoặc mã hành chính); mặc định là đơn vị cao nhất.',
        en: 'Unit, by its id or official code; the topmost one if left out.',
      },
    },
    name: { type: 'string', value: 'NAME', does: { vi: 'Họ và tên.', en: 'Name of the person.' } },
  },
  does: { vi: 'Tạo tài khoản và in mật khẩu lần đầu.', en: 'Make an account and print its first password.' },
  help: {
    vi: 'Mật khẩu chỉ hiện một lần, và phải đổi khi đăng nhập lần đầu. Dùng được khi cầu đang chạy.',
    en: 'The password is shown this once, and has to be changed at the first login. The bridge may be running.',
  },
  run: async (invocation) => {
    const userName = invocation.positionals[0] ?? ''
    const role = ROLES.find((one) => one === (invocation.values['role'] ?? 'administrator'))
    if (role === undefined)
      throw new UsageError(`Vai trò: ${ROLES.join(', ')}.`, `Roles: ${ROLES.join(', ')}.`)
    if (!USER_NAME.test(userName)) {
      throw new UsageError(
        'Tên đăng nhập gồm 2 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới.',
        'A user name has 2 to 40 small letters without accents, digits, dots, hyphens, underscores.',
      )
    }
    const office = await openOffice(invocation)
    const { unit, name } = invocation.values
    const unitId = typeof unit === 'string' ? unitOf(office, unit) : office.book.current.root.id
    const { account, firstPassword } = await office.people.accounts.create(
      {
        userName,
        displayName: typeof name === 'string' ? name : '',
        email: '',
        phone: '',
        grants: [{ role, unitId }],
      },
      true,
    )
    await office.audit('account.create', account)
    const where = office.book.current.unitName(unitId) ?? unitId
    return {
      data: { accountId: account.accountId, userName, role, unitId, firstPassword },
      text: {
        vi: `Đã tạo tài khoản ${userName} (${role}, ${where}).\nMật khẩu lần đầu: ${firstPassword}`,
        en: `Made the account ${userName} (${role}, ${where}).\nFirst password: ${firstPassword}`,
      },
    }
  },
}
