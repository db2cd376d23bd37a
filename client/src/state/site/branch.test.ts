import type { MeetingView } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { branchNews } from './branch.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
const id = (text: string) => text as MeetingView['sessionId']
const common = { sessionId: id('common'), parent: null }
const own = { sessionId: id('own'), parent: { sessionId: id('common'), title: 'Giao ban', open: true } }

test('a room is told that its unit meets on its own, and that it is back', () => {
  expect(branchNews(common, own)).toBe('left')
  expect(branchNews(own, common)).toBe('back')
})

test('a room is told nothing while it stays where it is, or comes to another meeting', () => {
  expect(branchNews(common, common)).toBeNull()
  expect(branchNews(own, { ...own, parent: { ...own.parent, open: false } })).toBeNull()
  expect(branchNews(common, { sessionId: id('other'), parent: null })).toBeNull()
  expect(branchNews({ ...own, sessionId: id('x') }, { sessionId: id('y'), parent: null })).toBeNull()
})
