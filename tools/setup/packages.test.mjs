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
  it('are the update and the installation, with what has to be done around it', () => {
    expect(installCommands(['chromium', 'iproute2'])).toEqual([
      'sudo apt-get update',
      'sudo apt-get install -y --no-install-recommends chromium iproute2',
    ])
    const around = { before: ['mkdir -p /etc/x', "echo 'a = b' > /etc/x/y"], after: ['rm -f /etc/x/y'] }
    expect(installCommands(['p'], around)).toEqual([
      'sudo apt-get update',
      'sudo mkdir -p /etc/x',
      `sudo sh -c "echo 'a = b' > /etc/x/y"`,
      'sudo apt-get install -y --no-install-recommends p',
      'sudo rm -f /etc/x/y',
    ])
  })
})
