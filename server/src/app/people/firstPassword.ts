/** No 0/o, 1/l/i, and no letter that sounds like another one over the telephone. */
const LETTERS = 'abcdeghkmnpqrstuvxy'
const DIGITS = '23456789'
const GROUPS = 4

/**
 * A password that can be read out: four groups of three letters and a digit, 10^20 of them.
 * @param pick gives a number from 0 to one below its argument, from the system's generator
 */
export function firstPassword(pick: (choices: number) => number): string {
  const one = (of: string): string => of.charAt(pick(of.length))
  return Array.from({ length: GROUPS }, () => one(LETTERS) + one(LETTERS) + one(LETTERS) + one(DIGITS)).join(
    '-',
  )
}
