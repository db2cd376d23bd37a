export { buildSiteKit, zipSiteKit, type SiteKit, type SiteKitOptions } from './buildSiteKit.ts'
export { kitOrigin, type KitOrigin } from './kitOrigin.ts'
