import type { Store } from './openStore.ts'

/**
 * Within the transaction that restores a backup: what was to go out when it was made may have gone out since, and nobody
 * knows. It is uncertain, for somebody to look at; what is due only later still goes out.
 */
export async function settleRestored(trx: Store, now: number): Promise<void> {
  await trx
    .updateTable('notices')
    .set({ state: 'uncertain', error: 'restored' })
    .where('state', 'in', ['waiting', 'sending'])
    .where('next_attempt_at', '<=', now)
    .execute()
}
