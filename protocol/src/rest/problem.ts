import { Type, type Static } from 'typebox'
import {
  ERROR_CATALOGUE,
  ErrorReplySchema,
  statusOf,
  type ErrorCode,
  type ErrorReply,
  type Language,
} from '../errors.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** An error of the programming interface: RFC 9457, with the catalogue's code, both sentences and the data. */
export const ProblemSchema = Type.Object({
  type: Type.String({ description: 'urn:diem-cau:error:CODE' }),
  title: Type.String({ description: 'the kind of error, the same each time' }),
  status: Type.Integer(),
  detail: Type.String({ description: 'what happened, in the language asked for' }),
  instance: Type.String({ description: 'path of the call' }),
  ...ErrorReplySchema.properties,
})
export type Problem = Static<typeof ProblemSchema>

export function problemOf(error: ErrorReply, instance: string, language: Language): Problem {
  return {
    type: `urn:diem-cau:error:${error.code}`,
    title: titleOf(error.code),
    status: statusOf(error.code),
    detail: error.message[language],
    instance,
    ...error,
  }
}

/** The catalogue's sentence as far as it is the same for every occurrence. */
function titleOf(code: ErrorCode): string {
  const { en }: { en: string } = ERROR_CATALOGUE[code]
  return en.includes('{') ? code.replaceAll('_', ' ') : en
}
