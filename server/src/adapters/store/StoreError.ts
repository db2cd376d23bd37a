/** A store that can't be used, said in one sentence a language. */
export class StoreError extends Error {
  readonly vi: string

  constructor(vi: string, en: string, options?: ErrorOptions) {
    super(en, options)
    this.name = 'StoreError'
    this.vi = vi
  }
}
