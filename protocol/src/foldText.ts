/**
 * Folds text for searching: lower case, without accents, đ → d, other signs → one space.
 * `dong van` and `Đồng  Văn` fold to the same text, whether their accents are composed (NFC) or not (NFD).
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
}
