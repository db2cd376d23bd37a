/** What asks the room for something over the stage; of several at a time the first in this order is shown. */
export const SHEET_NAMES = ['vote', 'rollCall', 'group'] as const
export type SheetName = (typeof SHEET_NAMES)[number]

/** Knows which sheets want to be open, and lets one of them. */
export class SheetOrder {
  readonly #wanting = new Set<SheetName>()
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly foremost = (): SheetName | null => SHEET_NAMES.find((name) => this.#wanting.has(name)) ?? null

  want(name: SheetName, wants: boolean): void {
    const before = this.foremost()
    if (wants) this.#wanting.add(name)
    else this.#wanting.delete(name)
    if (this.foremost() !== before) for (const listener of this.#listeners) listener()
  }
}
