/**
 * The same keys as `T`, each with any text: what a second language has to provide. Where it has a form of its own for
 * one thing, which Vietnamese has not, the key with `_one` takes it.
 */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> } & {
  readonly [K in keyof T & string as T[K] extends string ? `${K}_one` : never]?: string
}
