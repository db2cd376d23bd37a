/** The digits of a code in groups of four, as they are read over the phone. Other signs are dropped. */
export function digitGroups(code: string): string[] {
  return code.replaceAll(/\D/g, '').match(/\d{1,4}/g) ?? []
}
