import { describe, expect, it } from 'vitest'
import { PageTurner } from './PageTurner.ts'

/** A server that answers when it is told to. */
function setUp(page = 1) {
  const sent: { page: number; answer: (done: boolean) => void }[] = []
  const turner = new PageTurner(page, () => undefined)
  const send = (wanted: number) => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    sent.push({ page: wanted, answer: resolve })
    return promise
  }
  /** Answers what was asked last, and lets what follows from it happen. */
  const answer = async (done = true) => {
    sent.at(-1)?.answer(done)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { turner, sent, answer, turn: (to: number) => turner.turn(to, send) }
}

describe('Turning pages', () => {
  it('is seen at once here, and told once', async () => {
    const { turner, sent, answer, turn } = setUp()
    turn(2)
    turn(2)
    expect(turner.page).toBe(2)
    expect(sent.map(({ page }) => page)).toEqual([2])
    turner.see(2)
    await answer()
    expect(turner.page).toBe(2)
  })

  it('pages that were left meanwhile are never told', async () => {
    const { turner, sent, answer, turn } = setUp()
    for (const page of [2, 3, 4, 5]) turn(page)
    expect(sent.map(({ page }) => page)).toEqual([2])
    await answer()
    expect(sent.map(({ page }) => page)).toEqual([2, 5])
    turner.see(2)
    expect(turner.page).toBe(5)
    turner.see(5)
    await answer()
    expect(turner.page).toBe(5)
  })

  it('when the server refuses, its page is right', async () => {
    const { turner, answer, turn } = setUp(3)
    turn(4)
    await answer(false)
    expect(turner.page).toBe(3)
  })

  it('when somebody else turns, that page is right', async () => {
    const { turner, answer, turn } = setUp()
    turn(2)
    await answer()
    expect(turner.page).toBe(2)
    turner.see(2)
    turner.see(9)
    expect(turner.page).toBe(9)
    turn(8)
    turner.see(20)
    expect(turner.page).toBe(8)
    await answer()
    turner.see(8)
    expect(turner.page).toBe(8)
  })
})
