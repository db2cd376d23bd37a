import { BridgeError, foldText } from '@diem-cau/protocol'

const LEAST_CHARACTERS = 10

/**
 * What people choose first when they are asked for ten characters: the commonest ones of published leaks, and their
 * Vietnamese kin. Compared without case and accents, and with digits or signs at the end left out.
 */
const COMMON = new Set(
  (
    'password passw0rd matkhau qwerty qwertyuiop qwertyuio asdfghjkl zxcvbnm letmein welcome iloveyou admin ' +
    'administrator quantri quantrivien 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qazwsx qazwsxedc abcdefghij ' +
    'abcdef abc abcd abcabc test testtest sunshine princess football superman monkey dragon master login ' +
    'vietnam vietnamvodich hanoi hagiang saigon anhyeuem emyeuanh yeuem yeuanh toiyeuem nhatban ' +
    'diemcau hoinghi truyenhinh tructuyen ubnd ubndtinh ubndhuyen ubndxa changeme secret default'
  ).split(' '),
)

/**
 * @throws {BridgeError} `password_too_short`, `password_like_name` or `password_common`: the first rule that a new
 *   password breaks
 */
export function checkNewPassword(password: string, userName: string): void {
  if (password.normalize('NFC').length < LEAST_CHARACTERS) {
    throw new BridgeError('password_too_short', { least: LEAST_CHARACTERS })
  }
  const plain = password.toLowerCase()
  if (userName.length >= 3 && plain.includes(userName.toLowerCase()))
    throw new BridgeError('password_like_name')
  if (isCommon(password)) throw new BridgeError('password_common')
}

function isCommon(password: string): boolean {
  const folded = foldText(password).replaceAll(' ', '')
  if (COMMON.has(folded) || COMMON.has(folded.replace(/\d+$/, ''))) return true
  return new Set(folded).size <= 2 || isRun(folded) || isRepeated(folded)
}

/** Each character follows the one before it: 1234567890, abcdefghij, 9876543210. */
function isRun(text: string): boolean {
  const steps = new Set<number>()
  for (let index = 1; index < text.length; index++) {
    // After 9 comes 0.
    steps.add((text.charCodeAt(index) - text.charCodeAt(index - 1) + 10) % 10)
  }
  return steps.size === 1 && (steps.has(1) || steps.has(9) || steps.has(0))
}

/** One short piece again and again: 1234512345, abcabcabc. */
function isRepeated(text: string): boolean {
  return /^(.{1,5})\1+$/.test(text)
}
