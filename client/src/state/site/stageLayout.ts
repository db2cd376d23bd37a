import { SLOT_NAMES, type SlotName, type StageSlotView, type StageView } from '@diem-cau/protocol'

/**
 * Where one picture lies. `screen`: fills the whole screen, behind the bar. `safe`: inside the part that
 * nothing covers; x, y, width and height are fractions of it.
 */
export interface PictureBox {
  area: 'screen' | 'safe'
  x: number
  y: number
  width: number
  height: number
}

export interface StagePicture {
  readonly slot: SlotName
  readonly view: StageSlotView
  /** The site's own picture: shown from its own camera, never heard. */
  readonly own: boolean
  readonly box: PictureBox
  /** `main`: big; `equal`: one of several; `aside`: small beside what matters. */
  readonly role: 'main' | 'equal' | 'aside'
}

const WHOLE: PictureBox = { area: 'screen', x: 0, y: 0, width: 1, height: 1 }
const CONTENT: PictureBox = { area: 'safe', x: 0, y: 0, width: 0.8, height: 1 }
const BESIDE_CONTENT: PictureBox = { area: 'safe', x: 0.8, y: 0, width: 0.2, height: 1 }

/** What a page makes big of content and who speaks, where both are shown: its own choice, nobody else sees it. */
export type BigChoice = 'content' | 'speaker'

/** Whether there is something to choose: content or a paper beside somebody. */
export function mayChooseBig({ layout, paper, slots }: StageView): boolean {
  const hasPeople = slots.some(({ slot }) => slot !== 'content')
  const hasContent = paper !== null || (layout === 'content' && slots.some(({ slot }) => slot === 'content'))
  return hasPeople && hasContent
}

/** The pictures of the stage and where they lie, by the layout that the chair has chosen. */
export function arrangeStage(
  stage: StageView,
  ownSlots: readonly SlotName[],
  big: BigChoice = 'content',
): StagePicture[] {
  const people = stage.slots.filter(({ slot }) => slot !== 'content')
  const content = stage.slots.find(({ slot }) => slot === 'content')
  const foremost = people.find(({ slot }) => slot === stage.pinned) ?? foremostOf(people)
  const picture = (view: StageSlotView, role: StagePicture['role'], box: PictureBox): StagePicture => ({
    slot: view.slot,
    view,
    own: ownSlots.includes(view.slot),
    role,
    box,
  })
  // An open paper stands in the place of content, in every layout: who is seen with it is still the chair's choice.
  if (stage.paper !== null) {
    if (big === 'speaker' && foremost !== undefined) return [picture(foremost, 'main', CONTENT)]
    const beside = stage.layout === 'sideBySide' ? people : foremost === undefined ? [] : [foremost]
    const height = 1 / Math.max(1, beside.length)
    return beside.map((view, index) => {
      const box = { ...BESIDE_CONTENT, y: index * height, height }
      return picture(view, 'aside', box)
    })
  }
  if (stage.layout === 'content' && content !== undefined) {
    if (big === 'speaker' && foremost !== undefined) {
      return [picture(foremost, 'main', CONTENT), picture(content, 'aside', BESIDE_CONTENT)]
    }
    const aside = foremost === undefined ? [] : [picture(foremost, 'aside', BESIDE_CONTENT)]
    const box = aside.length === 0 ? { ...CONTENT, width: 1 } : CONTENT
    return [picture(content, 'main', box), ...aside]
  }
  if (foremost === undefined)
    return content === undefined ? [] : [picture(content, 'main', { ...CONTENT, width: 1 })]
  if (stage.layout === 'sideBySide' && people.length > 1) {
    const boxes = gridOf(people.length)
    return people.map((view, index) => picture(view, 'equal', boxes[index] ?? WHOLE))
  }
  return [picture(foremost, 'main', WHOLE)]
}

/** Where the open paper lies; null while there is none. */
export function paperBoxOf({ paper, slots }: StageView, big: BigChoice = 'content'): PictureBox | null {
  if (paper === null) return null
  if (big === 'speaker' && slots.some(({ slot }) => slot !== 'content')) return BESIDE_CONTENT
  return slots.some(({ slot }) => slot !== 'content') ? CONTENT : { ...CONTENT, width: 1 }
}

/** Who is to be seen when there is room for one: the one who began to speak last, else the chair. */
function foremostOf(people: readonly StageSlotView[]): StageSlotView | undefined {
  const speakers = people.filter(({ slot }) => slot !== 'chair')
  const byStart = speakers.toSorted(
    (a, b) => b.since - a.since || SLOT_NAMES.indexOf(a.slot) - SLOT_NAMES.indexOf(b.slot),
  )
  return byStart[0] ?? people[0]
}

/** Equal boxes: two side by side, three and four in two rows, the last row in the middle. */
function gridOf(count: number): PictureBox[] {
  const columns = 2
  const rows = Math.ceil(count / columns)
  const width = 1 / columns
  const height = 1 / rows
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = Math.min(columns, count - row * columns)
    const x = (1 - inRow * width) / 2 + (index % columns) * width
    return { area: 'safe', x, y: row * height, width, height }
  })
}
