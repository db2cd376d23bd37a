import type { ReplyOf } from '@diem-cau/protocol'

export type Directory = ReplyOf<'directory.get'>
export type DirectoryUnit = Directory['units'][number]
export type DirectorySite = Directory['sites'][number]
