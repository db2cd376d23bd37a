/** NUL, which PostgreSQL keeps in no text, and halves of surrogate pairs, which no UTF-8 has. */
const UNSOUND = /[\0\p{Cs}]/u

/**
 * Where in what has come in there is a text that can not be stored and read again as it was; null when all are sound.
 * It is looked at without recursion: how deep it is says whoever sends it.
 */
export function unsoundTextIn(value: unknown): string | null {
  const waiting: [path: string, value: unknown][] = [['', value]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path, one] = next
    if (typeof one === 'string' && UNSOUND.test(one)) return path
    if (!isPlain(one)) continue
    for (const [key, inside] of Object.entries(one)) {
      if (UNSOUND.test(key)) return path
      if (typeof inside === 'string' || typeof inside === 'object') waiting.push([`${path}/${key}`, inside])
    }
  }
  return null
}

/** The text as it can be stored: for what is written down whatever it is. */
export function soundText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** An object or an array as JSON and addresses have them; a stream is none. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const kind: unknown = Object.getPrototypeOf(value)
  // Of a query it is an empty one of its own.
  return Array.isArray(value) || kind === null || Object.getPrototypeOf(kind) === null
}
