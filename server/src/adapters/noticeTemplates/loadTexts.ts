import { assertUnreachable } from '@diem-cau/protocol'
import { Type, type TObject } from 'typebox'
import { Compile } from 'typebox/compile'
import { LetterWriter, type NoticeTexts, type TextFault } from '../../core/notices/texts.ts'
import { nearest, parseYaml, readBytes, schemaFaults, type FileFault } from '../yamlFile/index.ts'
import { PLACEHOLDERS } from '../../core/notices/values.ts'

const MAX_BYTES = 256 * 1024

const closed = <T extends Parameters<typeof Type.Object>[0]>(properties: T): TObject<T> =>
  Type.Object(properties, { additionalProperties: false })
const kind = () =>
  closed({
    subject: Type.String({ minLength: 1, maxLength: 500 }),
    text: Type.String({ minLength: 1, maxLength: 10_000 }),
    sms: Type.String({ minLength: 1, maxLength: 1_000 }),
  })
const language = () =>
  closed({
    invitation: kind(),
    change: kind(),
    cancellation: kind(),
    removal: kind(),
    reminder: kind(),
    urgent: kind(),
  })
const TextsSchema = closed({ format: Type.Literal(1), vi: language(), en: language() })
const texts = Compile(TextsSchema)

export type LoadedTexts =
  | { readonly ok: true; readonly writer: LetterWriter }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

/** Reads the notices' words. Everything wrong with them is listed, with its line. */
export function loadTexts(path: string, settings: { language: 'vi' | 'en'; helpPhone: string }): LoadedTexts {
  const read = readBytes(path, path, MAX_BYTES)
  if (!read.ok) return read
  const parsed = parseYaml(path, read.bytes, { maxBytes: MAX_BYTES })
  if (!parsed.ok) return parsed
  const { source } = parsed
  const written: unknown = source.value
  if (!texts.Check(written)) {
    const faults = schemaFaults(TextsSchema, written).map(({ path: at, at: part, code, reason }) => ({
      file: path,
      ...source.locate(at, part),
      code,
      reason,
    }))
    return { ok: false, faults }
  }
  const checked: NoticeTexts = written
  const { writer, faults } = LetterWriter.read(checked, settings)
  if (faults.length === 0) return { ok: true, writer }
  return {
    ok: false,
    faults: faults.map((fault) => ({
      file: path,
      ...source.locate(fault.path),
      code: fault.reason,
      reason: wordsOf(fault),
    })),
  }
}

function wordsOf({ reason, at }: TextFault): { vi: string; en: string } {
  switch (reason) {
    case 'unknown_placeholder': {
      const close = nearest(at.slice(1, -1), PLACEHOLDERS)
      const [vi, en] =
        close === undefined ? ['', ''] : [` Có phải là {${close}}?`, ` Did you mean {${close}}?`]
      return { vi: `Không có dữ liệu nào tên ${at}.${vi}`, en: `Nothing is named ${at}.${en}` }
    }
    case 'missing_placeholder':
      return { vi: `Nội dung này phải có ${at}.`, en: `This text needs ${at}.` }
    case 'unbalanced':
      return { vi: `Dấu ngoặc không khớp ở «${at}».`, en: `Brackets do not match at "${at}".` }
    default:
      return assertUnreachable(reason)
  }
}
