/** Ends an exhaustive switch: the compiler refuses the call while a case is missing. */
export function assertUnreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}
