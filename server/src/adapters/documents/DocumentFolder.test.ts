import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { zipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { silentLog } from '../../app/testing.ts'
import { DocumentFolder } from './DocumentFolder.ts'

const PDF = 'application/pdf'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const pdf = Buffer.from('%PDF-1.7\n…')

function aFolder(scanner: string | null = null) {
  const directory = mkdtempSync(join(tmpdir(), 'bridge-documents-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  let scanCommand: string | null = null
  if (scanner !== null) {
    scanCommand = join(directory, 'scan.sh')
    writeFileSync(scanCommand, `#!/bin/sh\n${scanner}\n`)
    chmodSync(scanCommand, 0o700)
  }
  const folder = new DocumentFolder({ directory, scanCommand, log: silentLog })
  const take = (content: Uint8Array, contentType = PDF, maxBytes = 1_000_000) =>
    folder.take(Readable.from([content.subarray(0, 3), content.subarray(3)]), { contentType, maxBytes })
  const isEmpty = async () =>
    (await folder.list()).length === 0 &&
    (!existsSync(join(directory, 'incoming')) || readdirSync(join(directory, 'incoming')).length === 0)
  return { directory, folder, take, isEmpty }
}

const office = (...parts: string[]) =>
  zipSync(Object.fromEntries(['[Content_Types].xml', ...parts].map((name) => [name, new Uint8Array(10)])))

test('a file is kept by the hash of what it holds, once', async () => {
  const { folder, take } = aFolder()
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  expect(await take(pdf)).toEqual({ sha256, bytes: pdf.length })
  expect(await take(pdf)).toEqual({ sha256, bytes: pdf.length })
  expect(await folder.list()).toEqual([sha256])
  const content = await folder.open(sha256)
  expect(content === null ? null : await buffer(content)).toEqual(pdf)
  await folder.remove(sha256)
  expect(await folder.open(sha256)).toBeNull()
})

describe('A file is what its content says', () => {
  test.each([
    ['a Word document', office('word/document.xml'), DOCX],
    ['a spreadsheet', office('xl/workbook.xml'), XLSX],
    ['a presentation', office('ppt/presentation.xml'), PPTX],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'image/png'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  ])('%s is taken', async (_, content, type) => {
    const { take } = aFolder()
    expect((await take(content, type)).bytes).toBe(content.length)
  })

  test.each([
    ['a spreadsheet that calls itself a Word document', office('xl/workbook.xml'), DOCX],
    ['a Word document with macros', office('word/document.xml', 'word/vbaProject.bin'), DOCX],
    ['any other archive', office('readme.txt'), DOCX],
    ['a damaged archive', office('word/document.xml').subarray(0, 60), DOCX],
    ['the beginning of an archive alone', Buffer.from('PK\u0003\u0004'), DOCX],
    ['a script', Buffer.from('#!/bin/sh'), PDF],
    ['a web page', Buffer.from('<html>'), PDF],
    ['two letters', Buffer.from('%P'), PDF],
  ])('%s is refused, and nothing is left of it', async (_, content, type) => {
    const { take, isEmpty } = aFolder()
    await expect(take(content, type)).rejects.toMatchObject({ code: 'document_wrong_type' })
    expect(await isEmpty()).toBe(true)
  })
})

test('what is too large is counted while it comes, and nothing is left of it', async () => {
  const { take, isEmpty } = aFolder()
  await expect(take(Buffer.concat([pdf, Buffer.alloc(2_000)]), PDF, 1_000)).rejects.toMatchObject({
    code: 'document_too_large',
  })
  expect(await isEmpty()).toBe(true)
})

test('what breaks off is not kept', async () => {
  const { folder, isEmpty } = aFolder()
  const content = new Readable({
    read() {
      this.push(pdf)
      this.destroy(new Error('the line is down'))
    },
  })
  await expect(folder.take(content, { contentType: PDF, maxBytes: 1_000 })).rejects.toThrow()
  expect(await isEmpty()).toBe(true)
})

describe('With a virus scanner', () => {
  test('what it finds clean is kept', async () => {
    const { folder, take } = aFolder('test -s "$1"')
    await take(pdf)
    expect((await folder.list()).length).toBe(1)
  })

  test.each([
    ['infected', 'exit 1', 'document_infected'],
    ['of which it can not say', 'exit 2', 'scan_failed'],
    ['at which it crashes', 'kill -9 $$', 'scan_failed'],
  ])('a file %s is refused, and nothing is left of it', async (_, script, code) => {
    const { take, isEmpty } = aFolder(script)
    await expect(take(pdf)).rejects.toMatchObject({ code })
    expect(await isEmpty()).toBe(true)
  })

  test('one that is not there lets nothing in', async () => {
    const { directory, isEmpty } = aFolder()
    const folder = new DocumentFolder({ directory, scanCommand: join(directory, 'none'), log: silentLog })
    await expect(
      folder.take(Readable.from([pdf]), { contentType: PDF, maxBytes: 1_000 }),
    ).rejects.toMatchObject({ code: 'scan_failed' })
    expect(await isEmpty()).toBe(true)
  })
})

test('a disk that takes nothing is said, and what an earlier server left is cleared', async () => {
  const { directory, folder } = aFolder()
  writeFileSync(join(directory, 'incoming'), 'not a folder')
  await expect(folder.take(Readable.from([pdf]), { contentType: PDF, maxBytes: 1_000 })).rejects.toThrow()
  await folder.clear()
  expect(existsSync(join(directory, 'incoming'))).toBe(false)
})
