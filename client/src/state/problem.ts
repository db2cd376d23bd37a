import { BridgeError, errorReply } from '@diem-cau/protocol'
import { RequestFailed } from '../connection/index.ts'
import { ApiError, OFFLINE, type Problem } from './api.ts'

const NO_ANSWER: Problem = {
  code: 'offline',
  message: {
    vi: 'Máy chủ chưa trả lời. Xin xem lại trạng thái rồi làm lại nếu cần.',
    en: 'The server has not answered. Look at the state again and repeat if needed.',
  },
}

/** Why something failed, in words, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof BridgeError) return errorReply(error.code, error.data)
  if (error instanceof ApiError) return error.problem
  if (error instanceof RequestFailed) return error.reason === 'no_answer' ? NO_ANSWER : OFFLINE
  return errorReply('internal')
}
