import { describe, expect, it } from 'vitest'
import { treeStep, typeAhead, type KeyRow } from './treeKeys.ts'

const row = (label: string, depth: number, expanded: boolean | null): KeyRow => ({
  key: label,
  label,
  depth,
  expanded,
})
const rows = [
  row('Tỉnh Hà Giang', 0, true),
  row('Huyện Đồng Văn', 1, true),
  row('Xã Lũng Cú', 2, null),
  row('Xã Má Lé', 2, null),
  row('Huyện Mèo Vạc', 1, false),
  row('Huyện Yên Minh', 1, false),
]

describe('the keys of a tree', () => {
  it('go up and down, to both ends, and stop there', () => {
    expect(treeStep(rows, 0, 'ArrowDown', 3)).toEqual({ kind: 'focus', index: 1 })
    expect(treeStep(rows, 5, 'ArrowDown', 3)).toEqual({ kind: 'none' })
    expect(treeStep(rows, 0, 'ArrowUp', 3)).toEqual({ kind: 'none' })
    expect(treeStep(rows, 3, 'Home', 3)).toEqual({ kind: 'focus', index: 0 })
    expect(treeStep(rows, 3, 'End', 3)).toEqual({ kind: 'focus', index: 5 })
    expect(treeStep(rows, 1, 'PageDown', 3)).toEqual({ kind: 'focus', index: 4 })
    expect(treeStep(rows, 1, 'PageUp', 3)).toEqual({ kind: 'focus', index: 0 })
  })

  it('open, go in, close, go out', () => {
    expect(treeStep(rows, 4, 'ArrowRight', 3)).toEqual({ kind: 'toggle', keys: ['Huyện Mèo Vạc'] })
    expect(treeStep(rows, 1, 'ArrowRight', 3)).toEqual({ kind: 'focus', index: 2 })
    expect(treeStep(rows, 2, 'ArrowRight', 3)).toEqual({ kind: 'none' })
    expect(treeStep(rows, 1, 'ArrowLeft', 3)).toEqual({ kind: 'toggle', keys: ['Huyện Đồng Văn'] })
    expect(treeStep(rows, 3, 'ArrowLeft', 3)).toEqual({ kind: 'focus', index: 1 })
    expect(treeStep(rows, 4, 'ArrowLeft', 3)).toEqual({ kind: 'focus', index: 0 })
  })

  it('open with * all that are closed beside', () => {
    const both = { kind: 'toggle', keys: ['Huyện Mèo Vạc', 'Huyện Yên Minh'] }
    expect(treeStep(rows, 1, '*', 3)).toEqual(both)
    expect(treeStep(rows, 5, '*', 3)).toEqual(both)
    expect(treeStep(rows, 2, '*', 3)).toEqual({ kind: 'toggle', keys: [] })
  })

  it('find by letters, without accents, with or without the kind of the unit', () => {
    expect(typeAhead(rows, 0, 'meo')).toBe(4)
    expect(typeAhead(rows, 0, 'xa ma')).toBe(3)
    expect(typeAhead(rows, 0, 'yên m')).toBe(5)
    expect(typeAhead(rows, 0, 'khong co')).toBeNull()
    expect(typeAhead(rows, 0, ' ')).toBeNull()
  })

  it('go with one letter from one to the next, and around', () => {
    expect(typeAhead(rows, 0, 'h')).toBe(1)
    expect(typeAhead(rows, 1, 'h')).toBe(4)
    expect(typeAhead(rows, 5, 'hh')).toBe(0)
  })

  it('do nothing in an empty tree', () => {
    expect(treeStep([], 0, 'ArrowDown', 3)).toEqual({ kind: 'none' })
    expect(typeAhead([], 0, 'a')).toBeNull()
  })
})
