/** Characters of the GSM 03.38 basic alphabet; the second ones take two septets. */
const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_EXTENDED = '^{}\\[~]|€'

/** Vietnamese without its marks: what goes as one cheap message instead of three. */
export function unaccented(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/[“”«»]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll('…', '...')
}

/** How many messages a network makes of a text (3GPP TS 23.040): 160 septets or 70 UTF-16 units, less when several. */
export function smsSegments(text: string): number {
  const septets = septetsOf(text)
  if (septets === null) return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
  return septets <= 160 ? 1 : Math.ceil(septets / 153)
}

function septetsOf(text: string): number | null {
  let septets = 0
  for (const character of text) {
    if (GSM_BASIC.includes(character)) septets += 1
    else if (GSM_EXTENDED.includes(character)) septets += 2
    else return null
  }
  return septets
}

/** A text that is no longer than so many messages: cut at a word, with dots where it was cut. */
export function fitSms(text: string, maxSegments: number): string {
  if (smsSegments(text) <= maxSegments) return text
  const words = text.split(' ')
  while (words.length > 1) {
    words.pop()
    const cut = `${words.join(' ')}...`
    if (smsSegments(cut) <= maxSegments) return cut
  }
  const letters = Array.from(text)
  while (letters.length > 0 && smsSegments(`${letters.join('')}...`) > maxSegments) letters.pop()
  return `${letters.join('')}...`
}
