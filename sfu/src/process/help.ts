import { EXIT_CODES } from './FatalError.ts'
import { environmentName, NODE_CONFIG_SCHEMA } from './NodeConfig.ts'

const settings = Object.keys(NODE_CONFIG_SCHEMA.properties).map(
  (name) => `  ${name.padEnd(18)} ${environmentName(name)}`,
)
const exits = Object.entries(EXIT_CODES).map(([reason, code]) => `  ${String(code).padStart(2)}  ${reason}`)

export const HELP = `Media node of the bridge: forwards sound and picture, as the server tells it.

  node sfu/src/main.ts --config FILE.json
  node sfu/src/main.ts --config FILE.json --print-public-key
  node sfu/src/main.ts --help

Settings: in the file (JSON), or in the environment, which wins:
${settings.join('\n')}

listenAddresses in the environment: IP[=ANNOUNCED],IP[=ANNOUNCED],…
Logs are JSON lines; a node that cannot run says why in one line on standard error.

Exit codes:
${exits.join('\n')}`
