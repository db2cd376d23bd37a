import { strToU8, zipSync } from 'fflate'

/** A number, and how it is shown: times and lengths are days since 1899-12-30 and fractions of days. */
export interface XlsxNumber {
  readonly value: number
  readonly as: 'number' | 'moment' | 'length' | 'share'
}

export interface SheetToWrite {
  readonly name: string
  /** The first row is the headings. */
  readonly rows: readonly (readonly (string | XlsxNumber)[])[]
  /** In characters; the others get a usual width. */
  readonly widths?: readonly number[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const USUAL_WIDTH = 22
/** Signs that XML 1.0 can not hold at all. */
// oxlint-disable-next-line no-control-regex -- they are what is meant
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** The formats of cells by their place among `cellXfs`; 0 is text, 1 a heading. */
const NUMBER_STYLES = { number: 2, moment: 3, length: 4, share: 5 } as const

/**
 * Writes a workbook (Office Open XML, ECMA-376). What is not given as a number is text and formatted as text, so that
 * nothing is taken for a formula and codes keep their zeros when somebody types into them.
 */
export function writeXlsx(sheets: readonly SheetToWrite[]): Uint8Array {
  const numbers = sheets.map((_, index) => index + 1)
  return zipSync(
    {
      '[Content_Types].xml': part(
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPES}.worksheet+xml"/>`).join('')}</Types>`,
      ),
      '_rels/.rels': part(
        `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      'xl/workbook.xml': part(
        `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': part(
        `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((number) => `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
      ),
      'xl/styles.xml': part(
        `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      ),
      ...Object.fromEntries(
        sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, part(sheetXml(sheet))]),
      ),
    },
    { level: 6 },
  )
}

function part(xml: string): Uint8Array {
  return strToU8(HEAD + xml)
}

function sheetXml({ rows, widths = [] }: SheetToWrite): string {
  const columns = (rows[0] ?? []).map((_, index) => {
    const at = index + 1
    return `<col min="${at}" max="${at}" width="${widths[index] ?? USUAL_WIDTH}" style="0" customWidth="1"/>`
  })
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  const cols = columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''
  return `<worksheet xmlns="${MAIN}">${frozen}${cols}<sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`
}

function rowXml(cells: readonly (string | XlsxNumber)[], index: number): string {
  const written = cells.map((cell, column) => {
    const place = `${columnName(column)}${index + 1}`
    if (typeof cell !== 'string')
      return `<c r="${place}" s="${NUMBER_STYLES[cell.as]}"><v>${cell.value}</v></c>`
    const style = index === 0 ? 1 : 0
    if (cell === '') return ''
    return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  })
  return `<row r="${index + 1}">${written.join('')}</row>`
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

function escaped(text: string): string {
  return text
    .replace(NOT_XML, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
