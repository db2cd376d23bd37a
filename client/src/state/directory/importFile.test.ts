import { describe, expect, it } from 'vitest'
import { importFile } from './importFile.ts'

const aFile = (name: string, content: BlobPart = 'x', type = '') => new File([content], name, { type })

describe('a file before it is sent', () => {
  it.each([
    ['danh-muc.csv', 'application/vnd.ms-excel', 'csv', 'text/csv'],
    ['DANH MUC.XLSX', '', 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.yml', 'text/plain', 'yaml', 'application/yaml'],
  ])('%s is known by its name, whatever the system calls it', (name, type, format, sentAs) => {
    const file = importFile([aFile(name, 'x', type)])
    expect(file).toMatchObject({ name, format })
    expect(typeof file === 'object' && file.content.type).toBe(sentAs)
  })

  it.each([
    [[aFile('a.docx')], 'unknownFormat'],
    [[aFile('csv')], 'unknownFormat'],
    [[aFile('a.xls')], 'oldExcel'],
    [[aFile('a.csv', '')], 'empty'],
    [[aFile('a.csv', new Uint8Array(20 * 1024 * 1024 + 1))], 'tooLarge'],
    [[aFile('a.csv'), aFile('b.csv')], 'several'],
    [[], 'several'],
  ])('%j is refused', (files, fault) => {
    expect(importFile(files)).toBe(fault)
  })
})
