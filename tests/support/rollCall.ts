import type { DataOf, RollAnswer } from '@diem-cau/protocol'
import type { RingingSite } from './RingingSite.ts'

/** What a site says when the roll is called. */
export type RollNumbers = Omit<DataOf<'rollCall.answer'>, 'command'>

/** Waits until the room is asked who is there, answers, and waits until its page says that this was sent. */
export async function answerRoll(site: RingingSite, numbers: RollNumbers): Promise<void> {
  await site.until('is asked who is there', ({ rollCall }) => rollCall?.open === true)
  await site.connection.command('rollCall.answer', numbers)
  await site.until('has answered the roll', ({ rollCall }) => says(rollCall?.answer ?? null, numbers))
}

function says(answer: RollAnswer | null, { present, invited, head }: RollNumbers): boolean {
  return answer !== null && answer.present === present && answer.invited === invited && answer.head === head
}
