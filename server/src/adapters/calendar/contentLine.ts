/** Octets of a line without its break (RFC 5545, 3.1). */
const MAX_OCTETS = 75
const encoder = new TextEncoder()

/** A property, folded: after at most 75 octets the line goes on below, and no character of UTF-8 is cut. */
export function contentLine(name: string, value: string): string {
  const lines: string[] = []
  let line = ''
  let octets = 0
  for (const character of `${name}:${value}`) {
    const size = encoder.encode(character).length
    if (octets + size > MAX_OCTETS) {
      lines.push(line)
      // The blank that marks the continuation counts.
      line = ' '
      octets = 1
    }
    line += character
    octets += size
  }
  lines.push(line)
  return `${lines.join('\r\n')}\r\n`
}

/** A TEXT value (3.3.11). Control characters have no place in one. */
export function textValue(text: string): string {
  return text
    .replaceAll(/\r\n|\r/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
}

/** A parameter's value in quotes, which can not hold any (3.2). */
export function quotedValue(text: string): string {
  return `"${text.replaceAll(/\p{Cc}/gu, ' ').replaceAll('"', '’')}"`
}
