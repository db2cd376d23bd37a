import type { BridgeConfig } from './adapters/config/index.ts'
import { idSource } from './adapters/idSource.ts'
import { passwordHasher } from './adapters/passwords.ts'
import type { Store } from './adapters/store/openStore.ts'
import { SqlAccountStore } from './adapters/store/SqlAccountStore.ts'
import { SqlFailureStore } from './adapters/store/SqlFailureStore.ts'
import { SqlLoginStore } from './adapters/store/SqlLoginStore.ts'
import { SqlTokenStore } from './adapters/store/SqlTokenStore.ts'
import { Accounts, type AccountsOptions } from './app/people/Accounts.ts'
import { ApiTokens } from './app/people/ApiTokens.ts'
import { Logins } from './app/people/Logins.ts'

/** Who may come in, and by what. */
export interface People {
  accounts: Accounts
  logins: Logins
  tokens: ApiTokens
  /** Removes what is too old to count. */
  forgetOld: () => Promise<void>
}

const HOUR_MS = 60 * 60 * 1_000

/** Accounts, logins and tokens on a store, for the server and for the command line. */
export function openPeople({
  store,
  config,
  clock,
  rootUnitId,
}: Pick<AccountsOptions, 'clock' | 'rootUnitId'> & {
  store: Store
  config: Pick<BridgeConfig, 'login'>
}): People {
  const accounts = new SqlAccountStore(store)
  const failures = new SqlFailureStore(store)
  const common = { hasher: passwordHasher, clock, ids: idSource }
  return {
    accounts: new Accounts({ ...common, store: accounts, rootUnitId }),
    logins: new Logins({
      ...common,
      accounts,
      failures,
      logins: new SqlLoginStore(store),
      idleMs: config.login.idleHours * HOUR_MS,
      longestMs: config.login.longestDays * 24 * HOUR_MS,
    }),
    tokens: new ApiTokens({ ...common, accounts, tokens: new SqlTokenStore(store) }),
    forgetOld: () => failures.forgetOld(clock()),
  }
}
