import { describe, expect, it } from 'vitest'
import { installCommands, missingFrom } from './packages.mjs'

describe('Debian packages that are missing', () => {
  const output = ['g++ ii ', 'ccache rc ', 'dpkg-query: no packages found matching meson'].join('\n')

  it('are those not installed: removed ones (rc) and unknown ones too', () => {
    expect(missingFrom(['g++', 'ccache', 'meson'], output)).toEqual(['ccache', 'meson'])
  })
  it('are all where there is no dpkg', () => {
    expect(missingFrom(['g++'], '')).toEqual(['g++'])
  })
})

describe('The commands for who has root', () => {
  it('are the update and the installation', () => {
    expect(installCommands(['chromium', 'postgresql'])).toEqual([
      'sudo apt-get update',
      'sudo apt-get install -y --no-install-recommends chromium postgresql',
    ])
  })
  it('put a file in place before, and remove it afterwards', () => {
    expect(installCommands(['p'], { file: { path: '/etc/x/y', text: 'a = b' } })).toEqual([
      'sudo apt-get update',
      'sudo mkdir -p /etc/x',
      `sudo sh -c "echo 'a = b' > /etc/x/y"`,
      'sudo apt-get install -y --no-install-recommends p',
      'sudo rm -f /etc/x/y',
    ])
  })
  it('do without sudo where there is none', () => {
    expect(installCommands(['p'], { sudo: false })).toEqual([
      'apt-get update',
      'apt-get install -y --no-install-recommends p',
    ])
  })
})
