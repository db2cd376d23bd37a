import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { loadDirectory } from '../../adapters/directoryFile/index.ts'
import { SqlAuditStore } from '../../adapters/store/SqlAuditStore.ts'
import { SqlDirectoryStore } from '../../adapters/store/SqlDirectoryStore.ts'
import { aDataDirectory, anOpenStore, embeddedIn } from '../../adapters/store/testing.ts'
import { unitId } from '../../core/directory/testing.ts'
import { runCli } from '../runCli.ts'
import { importDirectory } from './importDirectory.ts'

const NOW = Date.UTC(2026, 10, 22, 1, 5)
const ROOT = resolve(import.meta.dirname, '../../../..')
const SAMPLE = resolve(ROOT, 'config/directories/two-tier-sample.yaml')

async function anInstallation() {
  const directory = aDataDirectory()
  const db = await anOpenStore(embeddedIn(directory))
  const store = new SqlDirectoryStore(db)
  const loaded = loadDirectory(SAMPLE)
  if (!loaded.ok) throw new Error('the sample is faulty')
  const counts = { added: 1, changed: 0, removed: 0, unchanged: 0, refused: 0 }
  const first = { at: NOW, actor: 'system', actorName: '', unitId: unitId('u-99'), summary: '', counts }
  await store.plant(loaded.history, 'another file', first)
  const run = async (...argv: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const world = { env: { BRIDGE_DATA: directory }, root: ROOT, version: '1', now: () => NOW }
    const say = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
    const exitCode = await runCli(argv, [importDirectory], { ...world, ...say })
    return { exitCode, out: out.join('\n'), err: err.join('\n') }
  }
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text)
    return join(directory, name)
  }
  return { store, run, file, audit: new SqlAuditStore(db) }
}

it('imports a table, says what it did, and the change can be taken back', async () => {
  const { store, run, file, audit } = await anInstallation()
  const csv = file('xa.csv', 'Mã đơn vị,Tên đơn vị,Trực thuộc\n99001,Phường Đổi Tên,99\n')
  const { exitCode, out } = await run('import', csv, '--json')
  expect(exitCode).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ written: true, revision: 2, counts: { changed: 1 } })
  expect((await store.load())?.history.units.get(unitId('u-99001'))?.[0]?.name).toBe('Phường Đổi Tên')
  expect(await store.standing([2])).toEqual(new Set([2]))
  expect((await store.changes())[0]).toMatchObject({ summary: 'xa.csv', actor: 'system' })
  expect(await audit.from(1, 10)).toMatchObject([
    { action: 'directory.importApply', actor: 'system', details: { revision: 2, file: 'xa.csv' } },
  ])
})

it('with refused rows writes nothing and names them, unless they may be left out', async () => {
  const { store, run, file } = await anInstallation()
  const text = 'Mã đơn vị,Tên đơn vị,Trực thuộc\n99001,Phường Đổi Tên,99\n99999,Xã Lạc,12345\n'
  const csv = file('xa.csv', text)
  const refused = await run('import', csv, '--lang', 'vi')
  expect(refused.exitCode).toBe(1)
  expect(refused.out).toContain('3  Xã Lạc  Không có đơn vị «12345» trong danh mục và trong tệp.')
  expect(refused.out).toContain('Chưa ghi gì')
  expect(await store.revision()).toBe(1)
  expect((await run('import', csv, '--skip-refused', '--dry-run')).exitCode).toBe(0)
  expect(await store.revision()).toBe(1)
  expect((await run('import', csv, '--skip-refused')).exitCode).toBe(0)
  expect(await store.revision()).toBe(2)
})

it('remembers the configured file, which then differs no more', async () => {
  const { store, run } = await anInstallation()
  const { exitCode, out } = await run('import', SAMPLE, '--replace', '--json')
  expect(exitCode).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ revision: 1, counts: { added: 0, changed: 0, refused: 0 } })
  expect((await store.load())?.fileHash).toMatch(/^[0-9a-f]{64}$/)
})

it('says what it takes, and that there is no such file', async () => {
  const { run } = await anInstallation()
  expect((await run('import', 'danh-muc.pdf')).exitCode).toBe(2)
  expect((await run('import', 'khong-co.csv')).exitCode).toBe(3)
})
