import type { BranchId, SessionId } from '@diem-cau/protocol'

/*
 * A new installation has a meeting to try at once, with every site in it. It is nobody's meeting: as soon as one is
 * held for which a site of it is needed, it gives way.
 */

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids are made here */
export const TRIAL = { sessionId: 'trial' as SessionId, branchId: 'branch-trial' as BranchId } as const
/* oxlint-enable typescript/no-unsafe-type-assertion */
