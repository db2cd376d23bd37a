import { BridgeError } from '@diem-cau/protocol'
import type { Command } from '../command.ts'
import { openOffice } from '../office.ts'

export const accountResetPassword: Command = {
  name: 'account reset-password',
  arguments: ['USER'],
  options: {},
  does: { vi: 'Cấp mật khẩu mới và mở khóa tài khoản.', en: 'Give a new password, and unlock the account.' },
  help: {
    vi: 'Mọi phiên đăng nhập và mã truy cập của tài khoản hết hiệu lực; mật khẩu phải đổi khi đăng nhập. Dùng được khi cầu đang chạy.',
    en: 'All its logins and tokens end; the password has to be changed at the next one. The bridge may be running.',
  },
  run: async (invocation) => {
    const { people, audit } = await openOffice(invocation)
    const found = await people.accounts.findByName(invocation.positionals[0] ?? '')
    if (found === null) throw new BridgeError('not_found')
    const { account, firstPassword } = await people.accounts.resetPassword(found)
    await people.logins.unlock(account)
    await people.logins.revokeAll(account)
    const tokensRevoked = await people.tokens.revokeAll(account)
    await audit('account.resetPassword', account, { tokensRevoked })
    const disabled = account.state === 'disabled'
    return {
      data: { userName: account.userName, state: account.state, firstPassword },
      text: {
        vi: `Mật khẩu mới của ${account.userName}: ${firstPassword}${disabled ? '\nTài khoản đang bị ngừng sử dụng.' : ''}`,
        en: `New password of ${account.userName}: ${firstPassword}${disabled ? '\nThe account is disabled.' : ''}`,
      },
    }
  },
}
