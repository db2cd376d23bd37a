import { describe, expect, it } from 'vitest'
import { deviceWords } from './deviceWords.ts'
import { firstPassword } from './firstPassword.ts'
import { waitMs } from './lockout.ts'
import { networkOf } from './Logins.ts'
import { checkNewPassword } from './passwordRules.ts'

const codeOf = (password: string, userName = 'lan.nguyen'): string => {
  try {
    checkNewPassword(password, userName)
    return 'good'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('A password', () => {
  it.each([
    'một câu dài dễ nhớ',
    'x7#Kp2!vQm',
    'Hà Giang mùa hoa tam giác mạch',
    'correct horse battery staple',
    'qwrtz-sdfgh-2026',
  ])('may be %s', (password) => expect(codeOf(password)).toBe('good'))

  it.each([
    ['', 'password_too_short'],
    ['chín ký t', 'password_too_short'],
    ['LAN.Nguyen-2026', 'password_like_name'],
    ['Password12345', 'password_common'],
    ['mật khẩu 2026', 'password_common'],
    ['matkhau123456', 'password_common'],
    ['1234567890', 'password_common'],
    ['9876543210', 'password_common'],
    ['abcdefghijk', 'password_common'],
    ['aaaaaaaaaaaa', 'password_common'],
    ['abcabcabcabc', 'password_common'],
    ['1q2w3e4r5t', 'password_common'],
    ['Quản trị viên 1', 'password_common'],
  ])('may not be %j: %s', (password, code) => expect(codeOf(password)).toBe(code))
})

describe('A first password', () => {
  it('can be read out: no sign that looks like another one, and each is another', () => {
    let seed = 7
    const pick = (choices: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % choices
    }
    const made = Array.from({ length: 200 }, () => firstPassword(pick))
    for (const password of made) {
      expect(password).toMatch(/^[a-hkmnp-vxy]{3}[2-9](-[a-hkmnp-vxy]{3}[2-9]){3}$/)
      expect(codeOf(password)).toBe('good')
    }
    expect(new Set(made).size).toBe(200)
  })
})

describe('The wait after wrong passwords', () => {
  it('begins when the free attempts are used up, grows, and ends at an hour', () => {
    const minutes = [1, 4, 5, 6, 7, 8, 9, 10, 11, 500].map((count) => waitMs(count, 5) / 60_000)
    expect(minutes).toEqual([0, 0, 1, 2, 5, 10, 20, 30, 60, 60])
  })
})

describe('The network of an address', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0001:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe('The words for a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
      'Chrome · Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
      'Edge · Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox · Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari · iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
      'Chrome · Android',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36',
      'Chromium · Linux',
    ],
    ['curl/8.5.0', 'curl'],
    ['<script>alert(1)</script>', ''],
    [undefined, ''],
  ])('%s', (userAgent, words) => expect(deviceWords(userAgent)).toBe(words))
})
