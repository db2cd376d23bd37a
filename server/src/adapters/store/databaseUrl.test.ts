import { describe, expect, it } from 'vitest'
import { nameOf, readDatabaseUrl } from './databaseUrl.ts'
import { StoreError } from './StoreError.ts'

describe('The address of a database', () => {
  it('names host, port, database, user and password, escaped where signs need it', () => {
    expect(readDatabaseUrl('postgres://cau:m%E1%BA%ADt%20kh%E1%BA%A9u%2F%40@10.0.0.5:5433/diem_cau')).toEqual(
      {
        host: '10.0.0.5',
        port: 5433,
        database: 'diem_cau',
        user: 'cau',
        password: 'mật khẩu/@',
        ssl: { rejectUnauthorized: false },
      },
    )
  })

  it('has the usual port, and may be an IPv6 address or a socket', () => {
    expect(readDatabaseUrl('postgresql://u@[::1]/d')).toMatchObject({ host: '::1', port: 5432, ssl: false })
    for (const url of ['postgres:///d?host=/run/pg', 'postgres://u@/d?host=/run/pg'])
      expect(readDatabaseUrl(url.replace('///', '//u@/'))).toMatchObject({ host: '/run/pg', user: 'u' })
  })

  it.each([
    ['postgres://u@db.example/d', { rejectUnauthorized: false }],
    ['postgres://u@localhost/d', false],
    ['postgres://u@127.0.0.1/d?sslmode=require', { rejectUnauthorized: false }],
    ['postgres://u@db.example/d?sslmode=disable', false],
    ['postgres://u@db.example/d?sslmode=verify-full', {}],
  ])('%s is encrypted as it says, by default everywhere but on this machine', (url, ssl) => {
    expect(readDatabaseUrl(url).ssl).toEqual(ssl)
  })

  it('is called in messages without user and password', () => {
    expect(nameOf(readDatabaseUrl('postgres://u:secret@10.0.0.5/d'))).toBe('d (10.0.0.5:5432)')
  })

  it.each([
    'mysql://u:secret@h/d',
    'u:secret@h/d',
    'postgres:/u:secret@h/d',
    'postgres://u:secret@h',
    'postgres://:secret@h/d',
    'postgres://u:secret@/d',
    'postgres://u:secret@h:port/d',
    'postgres://u:secret%zz@h/d',
    'postgres://u:secret@h/d?sslmode=maybe',
    'postgres://u:secret@h/d?ssl=true',
    'postgres://u:secret@h/d?sslmode=verify-full&sslrootcert=/nowhere/root.pem',
  ])('%s is refused in a sentence a language, without its password', (url) => {
    let fault: unknown = null
    try {
      readDatabaseUrl(url)
    } catch (error) {
      fault = error
    }
    if (!(fault instanceof StoreError)) throw new Error('it was taken')
    for (const sentence of [fault.vi, fault.message]) {
      expect(sentence).toMatch(/^[^\n]{20,300}\.$/)
      expect(sentence).not.toContain('secret')
    }
  })
})
