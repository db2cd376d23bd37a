import { describe, expect, it } from 'vitest'
import { missingFrom } from './packages.mjs'

describe('Debian packages that are missing', () => {
  const output = ['g++ ii ', 'ccache rc ', 'dpkg-query: no packages found matching meson'].join('\n')

  it('are those not installed: removed ones (rc) and unknown ones too', () => {
    expect(missingFrom(['g++', 'ccache', 'meson'], output)).toEqual(['ccache', 'meson'])
  })
  it('are all where there is no dpkg', () => {
    expect(missingFrom(['g++'], '')).toEqual(['g++'])
  })
})
