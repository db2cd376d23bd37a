/** The same keys as `T`, each with any text: what a second language has to provide. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }
