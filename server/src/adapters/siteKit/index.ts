export { buildSiteKit, zipSiteKit } from './buildSiteKit.ts'
