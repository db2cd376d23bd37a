import type { BridgeConfig } from './adapters/config/index.ts'
import { idSource } from './adapters/idSource.ts'
import { OidcProvider } from './adapters/oidc/OidcProvider.ts'
import { passwordHasher } from './adapters/passwords.ts'
import type { Store } from './adapters/store/openStore.ts'
import { SqlAccountStore } from './adapters/store/SqlAccountStore.ts'
import { SqlFailureStore } from './adapters/store/SqlFailureStore.ts'
import { SqlLoginStore } from './adapters/store/SqlLoginStore.ts'
import { SqlTokenStore } from './adapters/store/SqlTokenStore.ts'
import { Accounts, type AccountsOptions } from './app/people/Accounts.ts'
import { ApiTokens } from './app/people/ApiTokens.ts'
import { Logins } from './app/people/Logins.ts'
import { SingleSignOn } from './app/people/SingleSignOn.ts'
import type { Clock, Logger } from './app/ports.ts'

/** Who may come in, and by what. */
export interface People {
  accounts: Accounts
  logins: Logins
  tokens: ApiTokens
  /** Removes what is too old to count. */
  forgetOld: () => Promise<void>
}

/** The single sign-on, and what its button says. */
export interface SignOn {
  use: SingleSignOn
  label: { vi: string; en: string }
  /** By which the provider sends people back; empty: as they came. */
  origin: string
}

const HOUR_MS = 60 * 60 * 1_000

/** Accounts, logins and tokens on a store, for the server and for the command line. */
export function openPeople({
  store: db,
  config,
  clock,
  rootUnitId,
}: Pick<AccountsOptions, 'clock' | 'rootUnitId'> & {
  store: Store
  config: Pick<BridgeConfig, 'login'>
}): People {
  const store = new SqlAccountStore(db)
  const failures = new SqlFailureStore(db)
  const common = { hasher: passwordHasher, clock, ids: idSource }
  const accounts = new Accounts({ ...common, store, rootUnitId })
  const logins = new Logins({
    ...common,
    accounts: store,
    failures,
    logins: new SqlLoginStore(db),
    idleMs: config.login.idleHours * HOUR_MS,
    longestMs: config.login.longestDays * 24 * HOUR_MS,
  })
  return {
    accounts,
    logins,
    tokens: new ApiTokens({ ...common, accounts: store, tokens: new SqlTokenStore(db) }),
    forgetOld: () => failures.forgetOld(clock()),
  }
}

/** Null where none is configured. */
export function openSingleSignOn(
  { accounts, logins }: People,
  { store, oidc, clock, log }: { store: Store; oidc: BridgeConfig['oidc']; clock: Clock; log: Logger },
): SignOn | null {
  if (oidc.issuer === '') return null
  return {
    use: new SingleSignOn({
      accounts,
      logins,
      store: new SqlAccountStore(store),
      clock,
      ids: idSource,
      provider: new OidcProvider(oidc, log),
      linkByEmail: oidc.linkByEmail,
      newPeopleUnit: oidc.newPeopleUnit,
    }),
    label: { vi: oidc.labelVi, en: oidc.labelEn },
    origin: oidc.origin,
  }
}
