import type { Language } from '@diem-cau/protocol'
import { fitSms, unaccented } from './smsText.ts'
import {
  escapeHtml,
  fillTemplate,
  oneLine,
  parseTemplate,
  type Template,
  type TemplateFault,
} from './template.ts'
import { PLACEHOLDERS, textKindOf, valuesOf, type Letter, type TextKind } from './values.ts'

/** The words of one kind of notice, as they are written in the file. */
export interface KindTexts {
  subject: string
  text: string
  sms: string
}
export type NoticeTexts = Record<Language, Record<TextKind, KindTexts>>

type Parsed = Record<keyof KindTexts, Template>

export interface TextFault extends TemplateFault {
  path: [Language, TextKind, keyof KindTexts]
}

/** Placeholders that a notice of a kind can't do without: nobody is called to a meeting without its time. */
const NEEDED: Record<TextKind, readonly string[]> = {
  invitation: ['title', 'start'],
  change: ['title', 'changes'],
  cancellation: ['title'],
  removal: ['title', 'sites'],
  reminder: ['title', 'start'],
  urgent: ['reason'],
}

export interface LetterText {
  subject: string
  text: string
  html: string
}

/** The notices' words, checked once and filled for every letter. */
export class LetterWriter {
  readonly #texts: Record<Language, Record<TextKind, Parsed>>
  readonly #language: Language
  readonly #helpPhone: string

  private constructor(
    texts: Record<Language, Record<TextKind, Parsed>>,
    language: Language,
    helpPhone: string,
  ) {
    this.#texts = texts
    this.#language = language
    this.#helpPhone = helpPhone
  }

  /** Reads the templates. Everything wrong with them is listed. */
  static read(
    texts: NoticeTexts,
    { language, helpPhone }: { language: Language; helpPhone: string },
  ): { writer: LetterWriter; faults: TextFault[] } {
    const faults: TextFault[] = []
    const of = (lang: Language) => {
      const kind = (name: TextKind): Parsed => readKind(texts[lang][name], [lang, name], faults)
      return {
        invitation: kind('invitation'),
        change: kind('change'),
        cancellation: kind('cancellation'),
        removal: kind('removal'),
        reminder: kind('reminder'),
        urgent: kind('urgent'),
      }
    }
    return { writer: new LetterWriter({ vi: of('vi'), en: of('en') }, language, helpPhone), faults }
  }

  /** Subject, plain text and HTML of an e-mail. What is filled in can neither add a header nor a tag. */
  mail(letter: Letter): LetterText {
    const values = valuesOf(letter, this.#language, this.#helpPhone)
    const { subject, text } = this.#texts[this.#language][textKindOf(letter)]
    return {
      subject: oneLine(fillTemplate(subject, values)),
      text: tidy(fillTemplate(text, values)),
      html: page(this.#language, tidy(fillTemplate(text, values))),
    }
  }

  /** One short line. */
  sms(letter: Letter, rules: { unaccented: boolean; maxSegments: number }): string {
    const values = valuesOf(letter, this.#language, this.#helpPhone)
    const line = oneLine(fillTemplate(this.#texts[this.#language][textKindOf(letter)].sms, values))
    return fitSms(rules.unaccented ? unaccented(line) : line, rules.maxSegments)
  }
}

function readKind(written: KindTexts, [language, kind]: [Language, TextKind], faults: TextFault[]): Parsed {
  const known = new Set<string>(PLACEHOLDERS)
  const read = (field: keyof KindTexts): Template => {
    const { template, faults: found } = parseTemplate(written[field], known)
    for (const fault of found) faults.push({ ...fault, path: [language, kind, field] })
    return template
  }
  const parsed = { subject: read('subject'), text: read('text'), sms: read('sms') }
  for (const name of NEEDED[kind]) {
    if (!parsed.text.names.includes(name)) {
      faults.push({ reason: 'missing_placeholder', at: `{${name}}`, path: [language, kind, 'text'] })
    }
  }
  return parsed
}

/** No line ends in a blank, and what was left out leaves no gap behind. */
function tidy(text: string): string {
  return `${text
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

/** The plain text as HTML that every mail program shows alike: no images, no outside styles, nothing loaded. */
function page(language: Language, text: string): string {
  const paragraphs = text.trim().split(/\n\n+/).map(paragraph)
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head>`,
    '<body style="font:16px/1.5 sans-serif;color:#1a1a1a;max-width:42em">',
    ...paragraphs,
    '</body></html>',
  ].join('\n')
}

function paragraph(text: string): string {
  const lines = text.split('\n')
  const items = lines.filter((line) => line.startsWith('- '))
  const lead = lines.filter((line) => !line.startsWith('- ')).join('\n')
  const listed = items.map((line) => `<li>${escapeHtml(line.slice(2))}</li>`).join('')
  return [lead === '' ? '' : `<p>${escapeHtml(lead)}</p>`, listed === '' ? '' : `<ul>${listed}</ul>`].join('')
}
