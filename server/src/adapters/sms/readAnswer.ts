import type { SendOutcome } from '../../app/notices/ports.ts'
import type { ExchangeResult } from '../webhook/exchange.ts'

/** How a gateway says that it has accepted a message. */
export interface AnswerRules {
  /** Keys into a JSON answer, separated by dots; empty for the whole answer. */
  successPath: string
  /** What is found there has to match; null: that something is there. */
  successPattern: RegExp | null
  /** Answers that refuse for now; null for none. */
  retryPattern: RegExp | null
}

const MOST_WORDS = 200

/** What a gateway's answer means. */
export function readAnswer(result: ExchangeResult, rules: AnswerRules): SendOutcome {
  if (!result.answered) {
    const { isSent, error } = result
    return isSent ? { outcome: 'unknown', error } : { outcome: 'deferred', error, retryAfterMs: null }
  }
  const { status, retryAfterMs, body } = result
  const error = `HTTP ${status} ${shown(body)}`.trim()
  if (status === 429 || status === 408 || status >= 500) return { outcome: 'deferred', error, retryAfterMs }
  if (status < 200 || status >= 300) return { outcome: 'refused', error }
  return readAccepted(body, error, rules, retryAfterMs)
}

function readAccepted(
  body: string,
  error: string,
  { successPath, successPattern, retryPattern }: AnswerRules,
  retryAfterMs: number | null,
): SendOutcome {
  const found = successPath === '' ? body : valueAt(body, successPath)
  if (found !== null && (successPattern === null || successPattern.test(found))) return { outcome: 'sent' }
  if (retryPattern !== null && retryPattern.test(body)) return { outcome: 'deferred', error, retryAfterMs }
  // It was taken (2xx) and answered by something else than the gateway's own words: nobody knows.
  if (found === null) return { outcome: 'unknown', error }
  return { outcome: 'refused', error }
}

/** The value in a JSON text as text; null where the text is no JSON or has none there. */
function valueAt(body: string, path: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return null
  }
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
    value = Reflect.get(value, key)
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null
}

function shown(body: string): string {
  return body
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_WORDS)
}
