export { OTHER_VARIABLES } from './environment.ts'
export {
  DEFAULT_FILE,
  loadConfig,
  type ConfigSources,
  type LoadedConfig,
  type LoadOptions,
} from './loadConfig.ts'
export { ConfigSchema, SETTINGS, type BridgeConfig } from './schema.ts'
export { aboutOf, type Setting } from './setting.ts'
export { formatFaults } from '../yamlFile/index.ts'
