import { RestClient } from '../RestClient.ts'
import type { RunningBridge } from '../startBridge.ts'

/** Of the first administrator, once the first one is changed. */
export const PASSWORD = 'mật khẩu của trung tâm tỉnh'

/** The first administrator, past the change of the first password. */
export async function logInOnce(bridge: RunningBridge): Promise<RestClient> {
  const { login } = bridge
  if (login === null) throw new Error('the bridge printed no first password')
  const first = await RestClient.logIn(bridge, login)
  const body = { current: login.password, next: PASSWORD }
  if ((await first.codeOf('me.changePassword', { body })) !== 'done') return first
  return RestClient.logIn(bridge, { ...login, password: PASSWORD })
}
