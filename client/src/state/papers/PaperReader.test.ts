import { describe, expect, it } from 'vitest'
import type { OpenedPaper } from './OpenedPaper.ts'
import { scaleInto } from './OpenedPaper.ts'
import { PaperFailed, PaperFile } from './PaperFile.ts'
import { PaperReader } from './PaperReader.ts'

const BOX = { width: 800, height: 600 }

/** A paper of some pages that is drawn when it is told to be; canvases are named by their pages. */
function setUp({ pages = 9, opens = [true] }: { pages?: number; opens?: (true | PaperFailed)[] } = {}) {
  const drawn: number[] = []
  const later: (() => void)[] = []
  let closed = 0
  const paper: OpenedPaper = {
    pages,
    draw: (page) => {
      drawn.push(page)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing is drawn here
      return Promise.resolve({ page } as unknown as HTMLCanvasElement)
    },
    close: () => (closed += 1),
  }
  const reader = new PaperReader({
    makeFile: () =>
      new PaperFile({
        address: () => Promise.resolve('/paper'),
        fetch: () => Promise.resolve(new Response('x', { headers: { 'content-type': 'application/pdf' } })),
        wait: () => Promise.resolve(),
      }),
    open: () => {
      const outcome = opens.length > 1 ? opens.shift() : opens[0]
      return outcome instanceof PaperFailed ? Promise.reject(outcome) : Promise.resolve(paper)
    },
    later: (work) => {
      later.push(work)
      return () => void later.splice(later.indexOf(work), 1)
    },
  })
  const settled = () =>
    new Promise<void>((resolve) => {
      const stop = reader.subscribe(() => {
        if (reader.state.kind === 'opening') return
        stop()
        resolve()
      })
    })
  return { reader, drawn, later, settled, closedCount: () => closed }
}

describe('A paper on a screen', () => {
  it('opens, draws the page that is asked for, and its neighbours ahead of time', async () => {
    const { reader, drawn, settled } = setUp()
    expect(reader.state).toEqual({ kind: 'opening' })
    await settled()
    expect(reader.state).toEqual({ kind: 'open', pages: 9 })
    await reader.page(4, BOX)
    expect(drawn).toEqual([4, 5, 3])
    await reader.page(5, BOX)
    expect(drawn).toEqual([4, 5, 3, 6])
  })

  it('asks for no page that there is not, and draws anew for another room', async () => {
    const { reader, drawn, settled } = setUp({ pages: 1 })
    await settled()
    await reader.page(1, BOX)
    await reader.page(1, BOX)
    expect(drawn).toEqual([1])
    await reader.page(1, { width: 1_600, height: 1_200 })
    expect(drawn).toEqual([1, 1])
  })

  it('what did not come is tried again by itself; what is broken only when somebody asks', async () => {
    const { reader, later, settled } = setUp({ opens: [new PaperFailed('unreached'), true] })
    await settled()
    expect(reader.state).toEqual({ kind: 'failed', trouble: 'unreached' })
    const again = settled()
    later[0]?.()
    await again
    expect(reader.state.kind).toBe('open')
    const broken = setUp({ opens: [new PaperFailed('damaged'), true] })
    await broken.settled()
    expect(broken.later).toEqual([])
    const retried = broken.settled()
    broken.reader.retry()
    await retried
    expect(broken.reader.state.kind).toBe('open')
  })

  it('closes what it opened, and says nothing afterwards', async () => {
    const { reader, settled, closedCount } = setUp()
    await settled()
    reader.close()
    expect(closedCount()).toBe(1)
    reader.retry()
    expect(closedCount()).toBe(1)
  })
})

it('a page fits into its box, and a large one stays within what a canvas can hold', () => {
  expect(scaleInto({ width: 100, height: 50 }, BOX)).toBe(8)
  expect(scaleInto({ width: 1_000, height: 6_000 }, BOX)).toBe(0.1)
  const scale = scaleInto({ width: 1_000, height: 1_000 }, { width: 50_000, height: 50_000 })
  expect((1_000 * scale) ** 2).toBeLessThanOrEqual(16_000_000)
})
