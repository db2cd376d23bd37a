import { SpreadsheetError } from './sheet.ts'

/**
 * Decodes a table's text, which must be UTF-8. UTF-16 (Excel's "Unicode Text") and old Vietnamese encodings are named
 * for what they are, with what to do instead. @throws {SpreadsheetError}
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0x50 && second === 0x4b) {
    throw new SpreadsheetError(
      'Đây là tệp Excel (.xlsx), không phải CSV. Hãy chọn định dạng XLSX khi nhập.',
      'This is an Excel file (.xlsx), not CSV. Choose XLSX when importing.',
    )
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || hasNulBytes(bytes)) {
    throw new SpreadsheetError(
      'Tệp ở dạng UTF-16 («Unicode Text»). Trong Excel hãy chọn Lưu thành «CSV UTF-8».',
      'The file is in UTF-16 ("Unicode Text"). In Excel, save it as "CSV UTF-8".',
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new SpreadsheetError(
      'Tệp không ở dạng UTF-8 (có thể là Windows-1258, VNI hoặc TCVN3). Trong Excel hãy chọn Lưu thành «CSV UTF-8».',
      'The file is not in UTF-8 (perhaps Windows-1258, VNI or TCVN3). In Excel, save it as "CSV UTF-8".',
      { line: lineOfFault(bytes) },
    )
  }
}

function hasNulBytes(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 4_096).includes(0)
}

/** The line of the first byte that is not UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(bytes)
  const at = text.indexOf('\ufffd')
  return text.slice(0, Math.max(0, at)).split('\n').length
}
