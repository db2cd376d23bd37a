import { Type } from 'typebox'
import type { UnitId } from '@diem-cau/protocol'
import type { RelationFault } from './relations.ts'
import { section, setting } from './setting.ts'

const line = (maxLength: number) =>
  Type.String({ maxLength, expected: { vi: 'một dòng chữ', en: 'a line of text' } })
const claim = () => Type.String({ minLength: 1, maxLength: 100, pattern: '^\\S+$' })

/** Single sign-on by OpenID Connect. */
export const signOnSection = section(
  {
    issuer: setting(line(500), {
      default: '',
      about: {
        vi: 'Địa chỉ hệ thống đăng nhập một lần (OpenID Connect), ví dụ https://sso.tinh.example; trống: không dùng.',
        en: 'Issuer of the single sign-on (OpenID Connect), such as https://sso.province.example; empty: none.',
      },
    }),
    clientId: setting(line(200), {
      default: '',
      about: {
        vi: 'Mã ứng dụng do hệ thống đăng nhập một lần cấp. Địa chỉ quay về cần đăng ký: https://…/api/sso/callback.',
        en: 'Client id given by the provider. Redirect address to register there: https://…/api/sso/callback.',
      },
    }),
    clientSecretFile: setting(
      Type.Union([Type.String({ minLength: 1, maxLength: 1_000 }), Type.Null()], {
        expected: { vi: 'đường dẫn tệp, hoặc null', en: 'a path, or null' },
      }),
      {
        default: null,
        about: {
          vi: 'Tệp chứa khóa bí mật của ứng dụng; null: ứng dụng công khai (chỉ PKCE).',
          en: 'File with the client’s secret; null: a public client (PKCE alone).',
        },
      },
    ),
    origin: setting(line(300), {
      default: '',
      about: {
        vi: 'Địa chỉ của cầu truyền hình mà hệ thống đăng nhập quay về, ví dụ https://cau.tinh.example:8443; trống: theo địa chỉ đang mở.',
        en: 'Origin of the bridge to which the provider sends people back; empty: the one they came by.',
      },
    }),
    labelVi: setting(line(80), {
      default: 'Đăng nhập một lần (SSO)',
      about: { vi: 'Chữ trên nút đăng nhập.', en: 'What the button says in Vietnamese.' },
    }),
    labelEn: setting(line(80), {
      default: 'Single sign-on',
      about: { vi: 'Chữ trên nút đăng nhập, tiếng Anh.', en: 'What the button says in English.' },
    }),
    scopes: setting(Type.String({ pattern: '^(.* )?openid( .*)?$', maxLength: 300 }), {
      default: 'openid profile email',
      about: {
        vi: 'Phạm vi xin cấp, cách nhau bằng dấu cách; phải có openid.',
        en: 'Scopes that are asked for, openid among them.',
      },
    }),
    userNameClaim: setting(claim(), {
      default: 'preferred_username',
      about: { vi: 'Trường chứa tên đăng nhập.', en: 'Claim with the user name.' },
    }),
    emailClaim: setting(claim(), {
      default: 'email',
      about: { vi: 'Trường chứa thư điện tử.', en: 'Claim with the e-mail address.' },
    }),
    nameClaim: setting(claim(), {
      default: 'name',
      about: { vi: 'Trường chứa họ tên.', en: 'Claim with the person’s name.' },
    }),
    linkByEmail: setting(Type.Boolean(), {
      default: true,
      about: {
        vi: 'Lần đầu, nhận ra tài khoản có sẵn theo thư điện tử đã xác minh; sau đó theo mã người dùng (sub).',
        en: 'At the first login an account is recognised by its verified e-mail; later by the subject.',
      },
    }),
    newPeopleUnit: setting(
      Type.Union([Type.Unsafe<UnitId>(Type.String({ minLength: 1, maxLength: 80 })), Type.Null()], {
        expected: { vi: 'mã đơn vị, hoặc null', en: 'id of a unit, or null' },
      }),
      {
        default: null,
        about: {
          vi: 'Người chưa có tài khoản được tạo tài khoản chỉ xem ở đơn vị này; null: không cho vào.',
          en: 'Who has no account gets an observer’s in this unit; null: is turned away.',
        },
      },
    ),
  },
  { vi: 'Đăng nhập một lần (OpenID Connect).', en: 'Single sign-on (OpenID Connect).' },
)

/** What the single sign-on's settings contradict. */
export function signOnFaults({ oidc }: { oidc: SignOnSettings }): RelationFault[] {
  if (oidc.issuer === '') return []
  const faults: RelationFault[] = []
  const fault = (code: string, key: string, vi: string, en: string): void => {
    faults.push({ code, paths: [['oidc', key]], reason: { vi, en } })
  }
  if (!isSafe(oidc.issuer)) {
    fault(
      'wrong_issuer',
      'issuer',
      'oidc.issuer phải là địa chỉ https://… (http:// chỉ dùng ngay trên máy chủ).',
      'oidc.issuer must be an address https://… (http:// only on this machine itself).',
    )
  }
  if (oidc.clientId === '') {
    fault(
      'incomplete_sign_on',
      'clientId',
      'Đã đặt oidc.issuer thì phải đặt cả oidc.clientId.',
      'With oidc.issuer, oidc.clientId must be set too.',
    )
  }
  if (oidc.origin !== '' && !isOrigin(oidc.origin)) {
    fault(
      'wrong_origin',
      'origin',
      'oidc.origin chỉ gồm giao thức, tên máy và cổng, ví dụ https://cau.tinh.example:8443.',
      'oidc.origin is scheme, host and port alone, such as https://bridge.province.example:8443.',
    )
  }
  return faults
}

interface SignOnSettings {
  readonly issuer: string
  readonly clientId: string
  readonly origin: string
}

function isSafe(issuer: string): boolean {
  const url = URL.parse(issuer)
  if (url?.protocol === 'https:') return true
  return url?.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
}

function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text
}
