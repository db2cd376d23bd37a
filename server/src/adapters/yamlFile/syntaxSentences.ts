import type { YAMLParseError } from 'yaml'
import type { Bilingual } from './fileFault.ts'

type SyntaxCode = YAMLParseError['code']

/** The parser speaks English only; these are its kinds of faults in Vietnamese. */
const VIETNAMESE: Readonly<Record<SyntaxCode, string>> = {
  ALIAS_PROPS: 'Tham chiếu (*) không được kèm thuộc tính.',
  BAD_ALIAS: 'Tham chiếu (*) hoặc nhãn (&) không hợp lệ.',
  BAD_COLLECTION_TYPE: 'Kiểu danh sách không hợp lệ.',
  BAD_DIRECTIVE: 'Chỉ thị (%) không hợp lệ.',
  BAD_DQ_ESCAPE: 'Ký tự thoát (\\) trong dấu nháy kép không hợp lệ.',
  BAD_INDENT: 'Thụt lề sai hoặc thiếu dấu đóng } ]; tệp có thể bị ghi dở.',
  BAD_PROP_ORDER: 'Thứ tự nhãn và kiểu không hợp lệ.',
  BAD_SCALAR_START: 'Giá trị bắt đầu bằng ký tự không được phép; hãy đặt trong dấu nháy.',
  BLOCK_AS_IMPLICIT_KEY: 'Cấu trúc lồng nhau viết sai: thiếu xuống dòng hoặc thụt lề.',
  BLOCK_IN_FLOW: 'Bên trong [ ] hoặc { } chỉ dùng dấu phẩy, không xuống dòng kiểu danh sách.',
  DUPLICATE_KEY: 'Khóa bị lặp lại.',
  IMPOSSIBLE: 'Lỗi cú pháp YAML.',
  KEY_OVER_1024_CHARS: 'Tên khóa dài quá 1024 ký tự.',
  MISSING_CHAR: 'Thiếu ký tự (dấu ngoặc, dấu nháy, dấu phẩy hoặc dấu hai chấm); tệp có thể bị ghi dở.',
  MULTILINE_IMPLICIT_KEY: 'Tên khóa phải nằm trên một dòng; có thể thiếu dấu hai chấm.',
  MULTIPLE_ANCHORS: 'Một giá trị chỉ có một nhãn (&).',
  MULTIPLE_DOCS: 'Tệp chỉ được chứa một tài liệu YAML (một dấu ---).',
  MULTIPLE_TAGS: 'Một giá trị chỉ có một kiểu (!).',
  NON_STRING_KEY: 'Tên khóa phải là chữ.',
  RESOURCE_EXHAUSTION: 'Cấu trúc lồng nhau quá sâu.',
  TAB_AS_INDENT: 'Không dùng phím Tab để thụt lề; hãy dùng dấu cách.',
  TAG_RESOLVE_FAILED: 'Kiểu (!) không được hỗ trợ.',
  UNEXPECTED_TOKEN: 'Gặp ký tự không mong đợi; tệp có thể bị ghi dở.',
}

/** A syntax fault in both languages. The parser's drawing of the place is left out: line and column stand apart. */
export function syntaxReason(error: { readonly code: SyntaxCode; readonly message: string }): Bilingual {
  const en = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? error.message
  return { vi: `Lỗi cú pháp YAML: ${VIETNAMESE[error.code]}`, en: `YAML syntax: ${en}` }
}
