import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from './loadConfig.ts'
import { SETTINGS } from './schema.ts'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'config-'))
  mkdirSync(join(cwd, 'config'))
})

function write(text: string | Uint8Array, file = 'config/bridge.yaml'): void {
  writeFileSync(join(cwd, file), text)
}

function load(env: Record<string, string> = {}) {
  return loadConfig({ env, cwd, cores: 2 })
}

function config(env: Record<string, string> = {}) {
  const loaded = load(env)
  if (!loaded.ok) throw new Error(loaded.faults.map(({ file, reason }) => `${file} ${reason.en}`).join('\n'))
  return loaded.config
}

/** `file:line:col code: English sentence` */
function faults(env: Record<string, string> = {}): string[] {
  const loaded = load(env)
  return loaded.ok
    ? []
    : loaded.faults.map(({ file, line, col, code, reason }) => `${file}:${line}:${col} ${code}: ${reason.en}`)
}

describe('where values come from', () => {
  test('without a file the defaults stand', () => {
    expect(config()).toMatchObject({
      listen: { host: '0.0.0.0', httpsPort: 8443, httpPort: 8080 },
      data: { directory: join(cwd, 'data') },
      directory: { file: join(cwd, 'config/directories/ha-giang.yaml') },
      stage: { speakers: 3, videoCodec: 'vp8' },
      language: 'vi',
    })
    expect(load()).toMatchObject({ sources: { file: null, variables: [] } })
  })

  test('the file overrides defaults, the environment overrides the file', () => {
    write('listen:\n  httpsPort: 9000\n  httpPort: 9001\n')
    expect(config({ BRIDGE_PORT: '9443' }).listen).toEqual({
      host: '0.0.0.0',
      httpsPort: 9443,
      httpPort: 9001,
    })
    expect(load({ BRIDGE_PORT: '9443' })).toMatchObject({
      sources: { file: 'config/bridge.yaml', variables: ['BRIDGE_PORT'] },
    })
  })

  test('BRIDGE_CONFIG names another file, which must exist', () => {
    write('language: en\n', 'other.yaml')
    expect(config({ BRIDGE_CONFIG: 'other.yaml' }).language).toBe('en')
    expect(faults({ BRIDGE_CONFIG: 'none.yaml' })).toEqual([
      expect.stringMatching(/^none\.yaml:null:null no_such_file/),
    ])
  })

  test('a section whose keys are all commented out sets nothing', () => {
    write('listen:\n  # httpsPort: 1\nlog:\n  level: debug\n')
    expect(config()).toMatchObject({ listen: { httpsPort: 8443 }, log: { level: 'debug' } })
  })

  test('the whole is frozen', () => {
    expect(Object.isFrozen(config())).toBe(true)
    expect(Object.isFrozen(config().media.videoLayers[0])).toBe(true)
  })

  test('defaults of one load are not those of the next', () => {
    expect(config().media.videoLayers).not.toBe(config().media.videoLayers)
  })
})

describe('the environment', () => {
  test('every setting has a systematic name, and no two share one', () => {
    const names = SETTINGS.flatMap(({ env }) => env)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(
      expect.arrayContaining([
        'BRIDGE_LISTEN_HTTPS_PORT',
        'BRIDGE_PORT',
        'BRIDGE_HTTP_PORT',
        'BRIDGE_DATA',
        'BRIDGE_DIRECTORY',
        'BRIDGE_MEDIA_PORT',
        'BRIDGE_ANNOUNCED',
        'BRIDGE_LANGUAGE',
        'BRIDGE_FLOOR_RESUME_GRACE_SECONDS',
      ]),
    )
  })

  test('reads numbers, switches, lists, nothing, and groups as JSON', () => {
    const node = { id: 'dong-van', publicKey: 'A'.repeat(60), unitId: 'u-026' }
    const loaded = config({
      BRIDGE_MEDIA_WORKERS: '2',
      BRIDGE_MEDIA_SPAWN_NODE: 'false',
      BRIDGE_ANNOUNCED: '10.0.0.1, bridge.example',
      BRIDGE_TLS_NAMES: '',
      BRIDGE_TLS_KEY_FILE: '',
      BRIDGE_MEDIA_NODES: JSON.stringify([node]),
    })
    expect(loaded.media).toMatchObject({
      workers: 2,
      spawnNode: false,
      announcedAddresses: ['10.0.0.1', 'bridge.example'],
      nodes: [node],
    })
    expect(loaded.tls).toEqual({ certificateFile: null, keyFile: null, names: [] })
  })

  test('a wrong value is named by its variable, with what is allowed', () => {
    expect(faults({ BRIDGE_PORT: 'abc' })).toEqual([
      'BRIDGE_PORT:null:null wrong_value: httpsPort: "abc" is not valid; expected a whole number from 0 to 65535.',
    ])
    expect(faults({ BRIDGE_MEDIA_NODES: '[{' })).toHaveLength(1)
    expect(faults({ BRIDGE_MEDIA_SPAWN_NODE: 'maybe' })).toHaveLength(1)
    expect(faults({ BRIDGE_PORT: '' })).toHaveLength(1)
    expect(faults({ BRIDGE_ANNOUNCED: '10.0.0.999' })).toHaveLength(1)
  })

  test('an unknown variable is a fault with a guess; the setup program has its own', () => {
    expect(faults({ BRIDGE_PROT: '1' })).toEqual([
      'BRIDGE_PROT:null:null unknown_variable: There is no such variable. Did you mean BRIDGE_PORT?',
    ])
    expect(faults({ BRIDGE_CACHE: '/x', BRIDGE_WORKER: '/y', PATH: '/z' })).toEqual([])
  })

  test('two names of one setting must agree', () => {
    expect(faults({ BRIDGE_PORT: '1', BRIDGE_LISTEN_HTTPS_PORT: '2' })).toEqual([
      expect.stringContaining('conflicting_variables'),
    ])
    expect(config({ BRIDGE_PORT: '1', BRIDGE_LISTEN_HTTPS_PORT: '1' }).listen.httpsPort).toBe(1)
  })
})

describe('faults of the file', () => {
  test('all of them at once, each with its line, reason and allowed range', () => {
    write(
      [
        'listen:',
        '  httpsPort: 70000',
        '  host: 10.0.0.256',
        '  port: 1',
        'stages:',
        '  speakers: 3',
        'stage:',
        '  speakers: three',
        '  videoCodec: vp9',
        'tls:',
        '  names: [a.example, -x]',
        'media:',
        '  videoLayers: [{ maxBitrateBps: 1, scaleDownBy: 1 }]',
        '  nodes:',
        '    - { id: n, publickey: x }',
        'help: { phone: 0219 }',
      ].join('\n'),
    )
    expect(faults({ BRIDGE_LANGUAGE: 'fr' })).toEqual([
      'config/bridge.yaml:2:14 wrong_value: httpsPort: "70000" is not valid; expected a whole number from 0 to 65535.',
      'config/bridge.yaml:3:9 wrong_value: host: "10.0.0.256" is not valid; expected an IP address or a host name, such as 10.2.3.4 or bridge.province.example.',
      'config/bridge.yaml:4:3 unknown_key: There is no key "port". Allowed keys: host, httpsPort, httpPort.',
      'config/bridge.yaml:5:1 unknown_key: There is no key "stages". Did you mean "stage"?',
      'config/bridge.yaml:8:13 wrong_value: speakers: "three" is not valid; expected a whole number from 1 to 3.',
      'config/bridge.yaml:9:15 wrong_value: videoCodec: "vp9" is not valid; expected one of: vp8, h264.',
      'config/bridge.yaml:11:22 wrong_value: names: "-x" is not valid; expected an IP address or a host name, such as 10.2.3.4 or bridge.province.example.',
      'config/bridge.yaml:13:34 wrong_value: maxBitrateBps: "1" is not valid; expected a whole number from 30000 to 20000000.',
      'config/bridge.yaml:15:7 missing_key: The key "publicKey" is missing.',
      'config/bridge.yaml:15:7 missing_key: The key "unitId" is missing.',
      'config/bridge.yaml:15:16 unknown_key: There is no key "publickey". Did you mean "publicKey"?',
      `config/bridge.yaml:16:16 wrong_value: phone: "219" is not valid; expected a phone number in quotes: digits, spaces and + ( ) . -, or ''. Put the number in quotes.`,
      'BRIDGE_LANGUAGE:null:null wrong_value: language: "fr" is not valid; expected one of: vi, en.',
    ])
  })

  test.each([
    ['cut off in the middle', 'listen: { httpsPort: 1', 'config/bridge.yaml:1:'],
    ['empty', '', 'empty_file'],
    ['not a group of keys', '- 1\n', 'config/bridge.yaml:1:1 wrong_value'],
    ['not UTF-8', Uint8Array.from([0x61, 0x3a, 0x20, 0xff]), 'config/bridge.yaml:1:4 not_utf8'],
    ['a key twice', 'language: vi\nlanguage: en\n', 'config/bridge.yaml:2:1 duplicate_key'],
  ])('%s', (_, text, fault) => {
    write(text)
    expect(faults().join('\n')).toContain(fault)
  })
})

describe('settings that contradict each other', () => {
  test.each([
    [
      'a certificate without its key',
      'tls: { certificateFile: c.pem }',
      'config/bridge.yaml:1:25 incomplete_certificate',
    ],
    [
      'a key without its certificate',
      'tls: { keyFile: k.pem }',
      'config/bridge.yaml:1:17 incomplete_certificate',
    ],
    ['the same port twice', 'listen:\n  httpsPort: 8080', 'config/bridge.yaml:2:14 port_taken_twice'],
    [
      'a port among those of media',
      'listen:\n  httpsPort: 40001',
      'config/bridge.yaml:2:14 port_taken_twice',
    ],
    [
      'layers that shrink',
      'media:\n  videoLayers:\n  - { maxBitrateBps: 200000, scaleDownBy: 4 }\n  - { maxBitrateBps: 100000, scaleDownBy: 2 }\n  - { maxBitrateBps: 300000, scaleDownBy: 1 }',
      'config/bridge.yaml:4:5 layers_not_growing',
    ],
    [
      'a node declared twice',
      `media:\n  nodes:\n  - &n { id: n, publicKey: ${'A'.repeat(60)}, unitId: u }\n  - *n`,
      'config/bridge.yaml:3:14 duplicate_node',
    ],
  ])('%s', (_, text, fault) => {
    write(text)
    expect(faults()).toEqual([expect.stringContaining(fault)])
  })

  test('are told by variable when they come from one', () => {
    expect(faults({ BRIDGE_TLS_KEY_FILE: 'k.pem' })).toEqual([
      expect.stringContaining('BRIDGE_TLS_KEY_FILE:null:null incomplete_certificate'),
    ])
  })

  test('are told by the setting that somebody set', () => {
    expect(faults({ BRIDGE_PORT: '8080' })).toEqual([
      'BRIDGE_PORT:null:null port_taken_twice: Port 8080 is already used by listen.httpsPort; choose another.',
    ])
    expect(faults({ BRIDGE_MEDIA_PORT: '8443' })).toEqual([
      expect.stringContaining('BRIDGE_MEDIA_PORT:null:null'),
    ])
  })

  test('two free ports do not contradict', () => {
    expect(config({ BRIDGE_PORT: '0', BRIDGE_HTTP_PORT: '0' }).listen.httpsPort).toBe(0)
  })
})
