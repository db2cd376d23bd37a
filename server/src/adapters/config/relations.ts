import { readDatabaseUrl } from '../store/databaseUrl.ts'
import { StoreError } from '../store/StoreError.ts'
import type { BridgeConfig } from './schema.ts'
import { noticeFaults } from './noticeRelations.ts'
import type { Words } from './setting.ts'
import { signOnFaults } from './signOnSection.ts'

export interface RelationFault {
  readonly code: string
  /** The settings that contradict each other; the fault is shown at the first that somebody set. */
  readonly paths: readonly (readonly (string | number)[])[]
  readonly reason: Words
}

/** What no single value shows: settings that contradict each other. `cores` stands for `media.workers: 0`. */
export function relationFaults(config: BridgeConfig, cores: number): RelationFault[] {
  return [
    ...databaseAddress(config),
    ...signOnFaults(config),
    ...certificatePair(config),
    ...ports(config, cores),
    ...layers(config),
    ...nodes(config),
    ...noticeFaults(config),
  ]
}

/** Looked at here and not by a pattern, because the value may hold a password and must not be shown. */
function databaseAddress({ database }: BridgeConfig): RelationFault[] {
  if (database.url === '') return []
  try {
    readDatabaseUrl(database.url)
    return []
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    const reason = { vi: error.vi, en: error.message }
    return [{ code: 'wrong_database', paths: [['database', 'url']], reason }]
  }
}

function certificatePair({ tls }: BridgeConfig): RelationFault[] {
  if ((tls.certificateFile === null) === (tls.keyFile === null)) return []
  const [set, missing] =
    tls.certificateFile === null ? ['keyFile', 'certificateFile'] : ['certificateFile', 'keyFile']
  return [
    {
      code: 'incomplete_certificate',
      paths: [['tls', set]],
      reason: {
        vi: `Đã đặt tls.${set} thì phải đặt cả tls.${missing}.`,
        en: `With tls.${set}, tls.${missing} must be set too.`,
      },
    },
  ]
}

function ports({ listen, media }: BridgeConfig, cores: number): RelationFault[] {
  const faults: RelationFault[] = []
  if (listen.httpPort === listen.httpsPort && listen.httpPort !== 0) {
    faults.push(portTaken('httpPort', listen.httpPort, 'listen.httpsPort', ['listen', 'httpsPort']))
  }
  const last = media.basePort + (media.workers || cores) - 1
  for (const key of ['httpsPort', 'httpPort'] as const) {
    if (listen[key] >= media.basePort && listen[key] <= last) {
      faults.push(portTaken(key, listen[key], `media (${media.basePort}–${last})`, ['media', 'basePort']))
    }
  }
  return faults
}

function portTaken(key: string, port: number, by: string, other: readonly string[]): RelationFault {
  return {
    code: 'port_taken_twice',
    paths: [['listen', key], other],
    reason: {
      vi: `Cổng ${port} đã dùng cho ${by}; hãy chọn cổng khác.`,
      en: `Port ${port} is already used by ${by}; choose another.`,
    },
  }
}

function layers({ media }: BridgeConfig): RelationFault[] {
  return media.videoLayers.flatMap((layer, index) => {
    const smaller = media.videoLayers[index - 1]
    if (!smaller || (layer.maxBitrateBps > smaller.maxBitrateBps && layer.scaleDownBy <= smaller.scaleDownBy))
      return []
    return [
      {
        code: 'layers_not_growing',
        paths: [['media', 'videoLayers', index]],
        reason: {
          vi: 'Các lớp hình phải xếp từ nhỏ đến lớn: maxBitrateBps tăng dần, scaleDownBy không tăng.',
          en: 'Layers go from small to large: maxBitrateBps grows, scaleDownBy does not.',
        },
      },
    ]
  })
}

function nodes({ media }: BridgeConfig): RelationFault[] {
  const ids = new Set<string>()
  return media.nodes.flatMap(({ id }, index) => {
    if (!ids.has(id)) {
      ids.add(id)
      return []
    }
    return [
      {
        code: 'duplicate_node',
        paths: [['media', 'nodes', index, 'id']],
        reason: { vi: `Nút «${id}» được khai báo hai lần.`, en: `The node "${id}" is declared twice.` },
      },
    ]
  })
}
