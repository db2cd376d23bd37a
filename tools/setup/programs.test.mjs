import { describe, expect, it } from 'vitest'
import { hasPostgres } from './programs.mjs'

const among =
  (...files) =>
  (file) =>
    files.includes(file)

describe('PostgreSQL for the tests', () => {
  it('is there when Debian has its server programs, which are not on the PATH', () => {
    expect(hasPostgres(['15'], ['/usr/bin'], among('/usr/lib/postgresql/15/bin/initdb'))).toBe(true)
  })
  it('is not there with the client alone', () => {
    expect(hasPostgres(['15'], ['/usr/bin'], among('/usr/lib/postgresql/15/bin/psql'))).toBe(false)
    expect(hasPostgres([], [], among())).toBe(false)
  })
  it('is not there when it is too old to know the locales of ICU', () => {
    expect(hasPostgres(['13'], ['/usr/bin'], among('/usr/lib/postgresql/13/bin/initdb'))).toBe(false)
  })
  it('is there when somebody put it on the PATH', () => {
    expect(hasPostgres([], ['/opt/pg/bin'], among('/opt/pg/bin/initdb'))).toBe(true)
  })
})
