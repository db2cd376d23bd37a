/** A text with `{name}` where something is filled in, and `[[ … ]]` around what is left out when that is empty. */
export interface Template {
  readonly parts: readonly TemplatePart[]
  /** Every name that occurs. */
  readonly names: readonly string[]
}

type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string }
  | { kind: 'optional'; template: Template }

export interface TemplateFault {
  reason: 'unknown_placeholder' | 'missing_placeholder' | 'unbalanced'
  /** The name, or the text around brackets that do not match. */
  at: string
}

export type Escape = (value: string) => string

/**
 * Reads a template. Doubled braces `{{` and `}}` stand for single ones.
 * @param known the names that there are values for
 */
export function parseTemplate(
  text: string,
  known: ReadonlySet<string>,
): { template: Template; faults: TemplateFault[] } {
  const faults: TemplateFault[] = []
  const template = parse(text, known, faults, true)
  return { template, faults }
}

const TOKEN = /\{\{|\}\}|\{([A-Za-z]\w*)\}|\[\[([\s\S]*?)\]\]|[{}]|\[\[|\]\]/g

function parse(text: string, known: ReadonlySet<string>, faults: TemplateFault[], nests: boolean): Template {
  const parts: TemplatePart[] = []
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    const [whole, name, inner] = match
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    from = match.index + whole.length
    if (whole === '{{' || whole === '}}') parts.push({ kind: 'text', text: whole.charAt(0) })
    else if (name !== undefined) {
      if (!known.has(name)) faults.push({ reason: 'unknown_placeholder', at: `{${name}}` })
      parts.push({ kind: 'value', name })
    } else if (inner !== undefined && nests) {
      parts.push({ kind: 'optional', template: parse(inner, known, faults, false) })
    } else faults.push({ reason: 'unbalanced', at: text.slice(Math.max(0, match.index - 10), from + 10) })
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return { parts, names: namesIn(parts) }
}

function namesIn(parts: readonly TemplatePart[]): string[] {
  const names = parts.flatMap((part) => {
    if (part.kind === 'value') return [part.name]
    return part.kind === 'optional' ? part.template.names : []
  })
  return [...new Set(names)]
}

/** Fills a template. `escape` is applied to what is filled in, never to the template's own text. */
export function fillTemplate(
  { parts }: Template,
  values: Readonly<Record<string, string>>,
  escape: Escape = (value) => value,
): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text
      if (part.kind === 'value') return escape(values[part.name] ?? '')
      const isFilled = part.template.names.every((name) => (values[name] ?? '') !== '')
      return isFilled ? fillTemplate(part.template, values, escape) : ''
    })
    .join('')
}

/** For text between tags and in quoted attributes; line breaks become `<br>`. */
export function escapeHtml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/\r\n|\r|\n/g, '<br>')
}

/** One line, for headers and short messages: no control characters, no line separators, single spaces. */
export function oneLine(value: string): string {
  return value
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}
