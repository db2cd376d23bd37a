export { attachMedia } from './attach.ts'
export { SiteMedia, type SiteMediaEvents, type SiteMediaOptions } from './SiteMedia.ts'
export * from './types.ts'
export {
  ViewerMedia,
  type TileTracks,
  type ViewerMediaEvents,
  type ViewerMediaOptions,
} from './ViewerMedia.ts'
