export { loadConfig } from './loadConfig.ts'
export { ConfigSchema, SETTINGS, type BridgeConfig } from './schema.ts'
export { aboutOf, type Setting } from './setting.ts'
export { formatFaults } from '../yamlFile/index.ts'
