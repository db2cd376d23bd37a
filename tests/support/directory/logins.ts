import type { UnitId } from '@diem-cau/protocol'
import { RestClient } from '../RestClient.ts'
import type { RunningBridge } from '../startBridge.ts'

const PASSWORD = 'mật khẩu của người quản trị'

/** The first administrator, of the whole directory. */
export function logInOffice(bridge: RunningBridge): Promise<RestClient> {
  if (bridge.login === null) throw new Error('the bridge has no first login')
  return RestClient.logIn(bridge, bridge.login)
}

/** A new administrator of some units, past the change of the first password. */
export async function logInAdministratorOf(
  bridge: RunningBridge,
  office: RestClient,
  userName: string,
  unitIds: readonly UnitId[],
): Promise<RestClient> {
  const { firstPassword } = await office.ask('account.create', {
    body: {
      userName,
      displayName: userName,
      email: '',
      phone: '',
      grants: unitIds.map((unitId) => ({ role: 'administrator' as const, unitId })),
      withPassword: true,
    },
  })
  if (firstPassword === null) throw new Error('no first password')
  const first = await RestClient.logIn(bridge, { userName, password: firstPassword })
  await first.ask('me.changePassword', { body: { current: firstPassword, next: PASSWORD } })
  return RestClient.logIn(bridge, { userName, password: PASSWORD })
}
