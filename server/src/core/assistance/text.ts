/** Everything that no eye can see and that may turn a line around; line breaks stay. */
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const UNSEEN = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

/** What somebody has written, as it is kept and shown: plain text, nothing unseen in it; empty when nothing is left. */
export function plainText(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\t', ' ').replaceAll(UNSEEN, '').trim()
}
