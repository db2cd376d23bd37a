import type { RequestId, SessionId } from '@diem-cau/protocol'
import type { Target } from '../../core/policy/policy.ts'
import type { Peer } from '../Peer.ts'
import { commandedSession, hostOf, nothing, type Handlers, type Services } from './define.ts'
import { call, conduct, ofOwnSite } from './shared.ts'

/** A district's queue is for its unit's people, and for those who conduct the session. */
function groupTarget(
  services: Services,
  peer: Peer,
  data: { sessionId: SessionId; requestId: RequestId },
): Target {
  const branch = commandedSession(services, data.sessionId)
  const speech = branch.speeches.find(({ requestId }) => requestId === data.requestId)
  const unitId = speech === undefined ? null : (branch.conduct.roster.get(speech.siteId)?.groupUnitId ?? null)
  return { ...hostOf(services, peer, data), ...(unitId === null ? {} : { unitIds: [unitId] }) }
}

const target = hostOf

/** The rules of the floor: modes, times, agenda, and the districts' own queues. */
export const FLOOR_RULE_HANDLERS: Handlers<
  | 'floor.describeOwn'
  | 'group.nominateOwn'
  | 'group.declineOwn'
  | 'group.nominate'
  | 'group.decline'
  | 'group.reorder'
  | 'group.return'
  | 'floor.setMode'
  | 'floor.setDelegation'
  | 'floor.setQueue'
  | 'floor.setLimits'
  | 'floor.extend'
  | 'floor.describe'
  | 'floor.check'
  | 'floor.callPaper'
  | 'agenda.begin'
  | 'agenda.finish'
  | 'agenda.skip'
  | 'session.setDeputy'
  | 'stage.pin'
  | 'stage.cutToChair'
  | 'stage.hold'
> = {
  'floor.describeOwn': {
    target: nothing,
    run: (services, peer, { command, ...words }) =>
      ofOwnSite(services, peer, command, (siteId) => ({ type: 'DescribeOwnSpeech', siteId, ...words })),
  },
  'group.nominateOwn': {
    target: nothing,
    run: (services, peer, { command, requestId }) =>
      ofOwnSite(services, peer, command, (bySiteId) => ({ type: 'NominateRequest', requestId, bySiteId })),
  },
  'group.declineOwn': {
    target: nothing,
    run: (services, peer, { command, requestId }) =>
      ofOwnSite(services, peer, command, (bySiteId) => ({ type: 'DeclineNominee', requestId, bySiteId })),
  },
  'group.nominate': {
    target: groupTarget,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'NominateRequest', requestId: data.requestId, bySiteId: null }),
  },
  'group.decline': {
    target: groupTarget,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'DeclineNominee', requestId: data.requestId, bySiteId: null }),
  },
  'group.reorder': {
    target: groupTarget,
    run: (services, peer, { requestId, position, ...on }) =>
      conduct(services, peer, on, { type: 'MoveNominee', requestId, position }),
  },
  'group.return': {
    target,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'ReturnRequest', requestId: data.requestId }),
  },
  'floor.setMode': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'SetFloorMode', mode: data.mode }),
  },
  'floor.setDelegation': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'SetDelegation', on: data.on }),
  },
  'floor.setQueue': {
    target,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'SetQueue', unitId: data.unitId, open: data.open }),
  },
  'floor.setLimits': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'SetLimits', limits: data.limits }),
  },
  'floor.extend': {
    target,
    run: (services, peer, data) =>
      conduct(services, peer, data, {
        type: 'ExtendSpeech',
        requestId: data.requestId,
        seconds: data.seconds,
      }),
  },
  'floor.describe': {
    target,
    run: (services, peer, { command, sessionId, ...words }) =>
      conduct(services, peer, { command, sessionId }, { type: 'DescribeSpeech', ...words }),
  },
  'floor.check': {
    target,
    run: (services, peer, { command, sessionId, ...found }) =>
      conduct(services, peer, { command, sessionId }, { type: 'CheckStandby', ...found }),
  },
  'floor.callPaper': {
    target,
    run: (services, peer, data) =>
      call(services, peer, data, (newRequestId) => ({
        type: 'CallPaper',
        itemId: data.itemId ?? null,
        newRequestId,
      })),
  },
  'agenda.begin': {
    target,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'BeginAgendaItem', itemId: data.itemId }),
  },
  'agenda.finish': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'FinishAgendaItem' }),
  },
  'agenda.skip': {
    target,
    run: (services, peer, data) =>
      conduct(services, peer, data, {
        type: 'SkipAgendaItem',
        itemId: data.itemId,
        skipped: data.skipped,
      }),
  },
  'session.setDeputy': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'SetDeputy', siteId: data.siteId }),
  },
  'stage.pin': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'PinSite', siteId: data.siteId }),
  },
  'stage.cutToChair': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'CutToChair' }),
  },
  'stage.hold': {
    target,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'HoldStage', text: data.text }),
  },
}
