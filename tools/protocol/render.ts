import {
  CLIENT_MESSAGES,
  ERROR_CATALOGUE,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
  SERVER_MESSAGES,
  SITE_VIEW,
  type ClientMessageName,
} from '@diem-cau/protocol'
import {
  NODE_AUTONOMY_MS,
  NODE_PROTOCOL_VERSION,
  NODE_REPORTS,
  NODE_REQUESTS,
  NodeGreetingSchema,
  NodeProofSchema,
  ServerProofSchema,
} from '@diem-cau/protocol/node'
import type { TSchema } from 'typebox'
import { SOCKET_LIMITS } from '../../server/src/adapters/realtime/limits.ts'
import { POLICY } from '../../server/src/core/policy/policy.ts'
import { fieldsOf, namedTypes, schemaOf, typeText, type Field } from './describeType.ts'

/** `docs/protocol.md`: everything that pages, server and media nodes say to each other, from the schemas themselves. */
export function protocolPage(): string {
  return [
    '# Giao thức · Protocol',
    '',
    '<!-- Made by: node tools/protocol/generate.ts (do not edit) -->',
    '',
    'Tài liệu này sinh ra từ chính các lược đồ mà máy chủ dùng để kiểm tra thông điệp, nên luôn khớp với phần mềm.',
    '',
    'This page is made from the very schemas by which messages are checked. REST calls have a page of their own on a',
    'running bridge: `/docs`.',
    ...connection(),
    ...clientMessages(),
    ...serverMessages(),
    ...views(),
    ...errors(),
    ...nodeContract(),
    ...types(),
    '',
  ].join('\n')
}

function connection(): string[] {
  const { rate, siteCommands, maxFaults, maxMessageCharacters, maxFrameBytes, helloTimeoutMs } = SOCKET_LIMITS
  return [
    '',
    '## Connection',
    '',
    `Socket.io 4 at \`/socket.io\`, by https, or by plain http on the machine itself. This build speaks version ` +
      `${PROTOCOL_VERSION} and understands versions from ${OLDEST_PROTOCOL_VERSION} on; a page of another version is told so ` +
      `(\`protocol_too_old\`, \`protocol_too_new\`) and put out.`,
    '',
    'The server speaks first: `challenge`. The page answers with `hello` and who it is; before that everything else is',
    `refused (\`hello_required\`), and after ${helloTimeoutMs / 1_000} seconds without it the socket is closed. A site signs, with the`,
    'ECDSA P-256 key that it was paired with (SHA-256, IEEE P1363 form, base64url), the lines',
    '`diem-cau site proof v1`, the nonce of this socket, its device’s id, and the id of its page load.',
    '',
    'Every message is acknowledged: `{ok: true, data}` with the reply below, or `{ok: false, error}` with `code`, `message.vi`,',
    '`message.en` and `data`. What is refused has changed nothing. A **command** is on disk when it is acknowledged; it carries',
    'an idempotency key (`command`), new for each intent: sent again with the same key it is done once and answered alike, also',
    'after a restart of the server.',
    '',
    `Unknown, malformed and oversized messages (beyond ${maxMessageCharacters / 1_024} Ki characters) are answered with their code; so are`,
    `messages beyond ${rate.burst} at once or ${rate.perSecond} a second in the long run, and commands of one site beyond`,
    `${siteCommands.burst} at once or ${siteCommands.perSecond} a second, over whatever sockets (\`too_many_messages\`). After ${maxFaults} such faults, or a frame`,
    `beyond ${maxFrameBytes / 1_024} KiB, the socket is closed. A message that asks for no acknowledgement is not acted upon and counts as a fault.`,
  ]
}

const WHO = {
  self: '',
  named: ', for units and sites inside their own subtree',
  conduct: ', for sessions that a unit of their own subtree hosts',
  branch: ', for units inside their own subtree, or sessions that a unit of it hosts',
  look: ', for sessions hosted in their own subtree or with a site of it',
} as const

/** Who may send a message, from the policy's table. */
function whoMay(name: ClientMessageName): string {
  const { site, roles, reach } = POLICY[name]
  const people = roles.length === 0 ? [] : [`${roles.map((role) => `${role}s`).join(', ')}${WHO[reach]}`]
  return [...(site ? ['a site, for itself'] : []), ...people].join('; ')
}

function clientMessages(): string[] {
  const entries = Object.entries(CLIENT_MESSAGES)
  return [
    '',
    '## What a page may say',
    '',
    '| message | kind | who may | |',
    '|---|---|---|---|',
    ...entries.map(
      ([name, { kind, summary }]) =>
        `| [\`${name}\`](#${anchor(name)}) | ${kind} | ${whoMayOrAnyone(name)} | ${cell(summary)} |`,
    ),
    ...entries.flatMap(([name, { kind, summary, data, reply }]) => [
      '',
      `### <a id="${anchor(name)}"></a>\`${name}\``,
      '',
      summary,
      '',
      `Kind: ${kind}. Who may: ${whoMayOrAnyone(name)}.`,
      ...table('data', data),
      ...table('reply', reply),
    ]),
  ]
}

const isClientMessage = (name: string): name is ClientMessageName => name in CLIENT_MESSAGES

function whoMayOrAnyone(name: string): string {
  if (!isClientMessage(name)) throw new Error(`no message ${name}`)
  return CLIENT_MESSAGES[name].audience === 'anyone' ? 'anyone' : whoMay(name)
}

function serverMessages(): string[] {
  return [
    '',
    '## What the server says unasked',
    ...Object.entries(SERVER_MESSAGES).flatMap(([name, { summary, data }]) => [
      '',
      `### \`${name}\``,
      '',
      summary,
      ...table('data', data),
    ]),
  ]
}

function views(): string[] {
  return [
    '',
    '## Views',
    '',
    'A view is a set of entities, each a JSON value under a key. `view.subscribe` answers with a snapshot (number 0); from then',
    'on `view.delta` brings what was set and what was removed, numbered 1, 2, 3 … without gaps for each subscription. After a gap,',
    'subscribe again. The view of a session that has ended becomes empty.',
    '',
    '**`{view: "site"}`**, for a site:',
    '',
    ...list(Object.entries(SITE_VIEW).map(([key, schema]) => [`\`${key}\``, typeText(schemaOf(schema))])),
    '',
    '**`{view: "session", sessionId}`**, for a console. Sites and requests outside its subtree are not in it:',
    '',
    ...list([
      ['`session`', '[SessionHead](#type-sessionhead)'],
      ['`stage`', '[StageView](#type-stageview)'],
      ['`media`', '[MediaView](#type-mediaview)'],
      ['`site:ID`', '[SiteRow](#type-siterow)'],
      ['`request:ID`', '[RequestRow](#type-requestrow)'],
    ]),
    '',
    '**`{view: "bridge"}`**, for a console:',
    '',
    ...list([
      ['`health`', '[BridgeHealth](#type-bridgehealth)'],
      ['`session:ID`', '[SessionHead](#type-sessionhead) of each open session that it may look at'],
      ['`pairing:SITE`', '{ siteId, pairedAt } of each site of its subtree that has a device'],
    ]),
  ]
}

function errors(): string[] {
  return [
    '',
    '## Errors',
    '',
    'The code is stable; the sentences are for people. `{…}` is filled from the error’s data. The status is that of a REST call.',
    '',
    '| code | status | tiếng Việt | English |',
    '|---|---|---|---|',
    ...Object.entries(ERROR_CATALOGUE).map(
      ([code, { status, vi, en }]) => `| \`${code}\` | ${status} | ${cell(vi)} | ${cell(en)} |`,
    ),
  ]
}

function nodeContract(): string[] {
  return [
    '',
    '## Media nodes',
    '',
    `Namespace \`/node\`, version ${NODE_PROTOCOL_VERSION}. A node dials the server. Mutual proof first (Ed25519 over UTF-8, base64url): the node`,
    'greets with its nonce (`node.greet`), the server answers with its own and its signature, the node checks that against the server',
    'key that it was given and proves itself (`node.prove`). A node goes on forwarding what was last desired for',
    `${NODE_AUTONOMY_MS / 1_000} seconds when the server is away.`,
    ...table('`node.greet`', NodeGreetingSchema),
    ...table('answered by', ServerProofSchema),
    ...table('`node.prove`', NodeProofSchema),
    '',
    '### What the server asks of a node',
    '',
    'Acknowledged by `{ok: true, data}` or `{ok: false, code, reason}`.',
    ...Object.entries(NODE_REQUESTS).flatMap(([name, { summary, data, reply }]) => [
      '',
      `#### \`${name}\``,
      '',
      summary,
      ...table('data', data),
      ...table('reply', reply),
    ]),
    '',
    '### What a node reports',
    ...Object.entries(NODE_REPORTS).flatMap(([name, schema]) => [
      '',
      `#### \`${name}\``,
      ...table('data', schema),
    ]),
  ]
}

function types(): string[] {
  return [
    '',
    '## Types',
    ...namedTypes().flatMap(([name, schema]) => {
      const fields = fieldsOf(schema)
      const body = fields.length === 0 ? ['', typeText({ ...schema, description: '' })] : rows(fields)
      const alternatives = schema.anyOf?.flatMap((part) => rows(fieldsOf(part)))
      return ['', `### <a id="type-${name.toLowerCase()}"></a>${name}`, ...(alternatives ?? body)]
    }),
  ]
}

function table(title: string, schema: TSchema): string[] {
  const described = schemaOf(schema)
  const fields = fieldsOf(described)
  if (fields.length > 0) return ['', `${capital(title)}:`, ...rows(fields)]
  const isEmpty = described.type === 'object' && described.patternProperties === undefined
  return ['', `${capital(title)}: ${isEmpty ? 'empty object' : typeText(described)}.`]
}

function rows(fields: readonly Field[]): string[] {
  return [
    '',
    '| field | type | |',
    '|---|---|---|',
    ...fields.map(
      ({ path, type, isOptional }) => `| \`${path}\` | ${cell(type)} | ${isOptional ? 'optional' : ''} |`,
    ),
  ]
}

const list = (entries: readonly (readonly [string, string])[]): string[] =>
  entries.map(([key, value]) => `- ${key}: ${value}`)
const cell = (text: string): string => text.replaceAll('|', '\\|')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const anchor = (name: string): string => `message-${name.replace('.', '-').toLowerCase()}`
