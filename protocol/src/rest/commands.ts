import { CLIENT_MESSAGES, type ClientMessageName } from '../messages/index.ts'
import type { MessageDefinition } from '../messages/define.ts'
import type { ApiScope } from './define.ts'

/** What a console has on its own screen: without a socket it means nothing. */
const ABOUT_A_SCREEN: ReadonlySet<string> = new Set(['tiles.watch'])

/** A console's command or question as a REST call: `POST /api/v1/commands/NAME` with the message's data. */
export interface CommandCall {
  readonly name: Exclude<ClientMessageName, 'hello'>
  readonly scope: ApiScope
  readonly definition: MessageDefinition
}

/** Whatever the console commands or asks over its socket. */
export const COMMAND_CALLS: readonly CommandCall[] = Object.entries(CLIENT_MESSAGES).flatMap(
  ([name, definition]: [string, MessageDefinition]) => {
    const { audience, kind } = definition
    const isConsoles = audience === 'console' || audience === 'both'
    if (!isConsoles || (kind !== 'command' && kind !== 'query') || ABOUT_A_SCREEN.has(name)) return []
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of the map
    return [{ name: name as CommandCall['name'], scope: commandScope(name), definition }]
  },
)

function commandScope(name: string): ApiScope {
  if (name.startsWith('pairing.')) return 'directory:write'
  return name === 'directory.get' ? 'directory:read' : 'conduct'
}
