import { Type, type TSchema } from 'typebox'
import { PHONE_FORMATS } from '../../core/notices/phone.ts'
import { section, setting } from './setting.ts'

/* Leaves carry their own meaning, so each use makes a schema of its own. */

const closed = <T extends Parameters<typeof Type.Object>[0]>(properties: T) =>
  Type.Object(properties, { additionalProperties: false })
const file = () => Type.String({ minLength: 1, maxLength: 1_000, pattern: '^[^\\u0000]+$' })
const optionalFile = () =>
  Type.Union([file(), Type.Null()], {
    expected: { vi: 'đường dẫn tệp, hoặc null', en: 'a path, or null' },
  })
const line = (maxLength: number) =>
  Type.String({
    maxLength,
    pattern: '^[^\\u0000-\\u001f\\u007f]*$',
    expected: { vi: 'chữ trên một dòng', en: 'text of one line' },
  })
const httpAddress = (pattern: string) =>
  Type.String({
    maxLength: 2_000,
    pattern,
    expected: { vi: 'địa chỉ http(s)://…', en: 'an address http(s)://…' },
  })
const count = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })
const about = (vi: string, en: string) => ({ vi, en })
const at = <T extends TSchema>(schema: T, value: unknown, vi: string, en: string) =>
  setting(schema, { default: value, about: about(vi, en) })

/** How people outside are told of sessions. A channel without an address is not there. */
export const noticeSections = {
  notices: section(
    {
      templatesFile: at(
        file(),
        'config/notices/templates.yaml',
        'Nội dung các thông báo; sao ra tệp riêng để sửa.',
        'The words of the notices; copy the file to change them.',
      ),
      settleSeconds: at(
        count(0, 3_600),
        20,
        'Số giây chờ trước khi gửi giấy mời và thay đổi, để các lần sửa liên tiếp thành một thông báo.',
        'Seconds that invitations and changes wait, so that changes in a row become one notice.',
      ),
      reminderMinutes: at(
        Type.Array(count(1, 20_160), { maxItems: 5 }),
        [1440, 60],
        'Nhắc lịch trước giờ họp bao nhiêu phút.',
        'How many minutes before the beginning reminders go out.',
      ),
      maxAttempts: at(
        count(1, 50),
        8,
        'Số lần thử gửi một thông báo trước khi coi là không gửi được.',
        'Attempts at one notice before it counts as failed.',
      ),
    },
    about('Thông báo ra ngoài.', 'Notices to people outside.'),
  ),
  mail: section(
    {
      host: at(
        line(253),
        '',
        'Máy chủ thư (SMTP); trống: không gửi thư.',
        'The mail server (SMTP); empty: no e-mail is sent.',
      ),
      port: at(count(1, 65_535), 587, 'Cổng của máy chủ thư.', 'Port of the mail server.'),
      security: at(
        Type.Enum(['starttls', 'tls', 'none']),
        'starttls',
        'Mã hóa: starttls (bắt buộc), tls (ngay từ đầu) hoặc none (không mã hóa).',
        'Encryption: starttls (required), tls (from the first byte) or none.',
      ),
      caFile: at(
        optionalFile(),
        null,
        'Chứng thư gốc (PEM) của máy chủ thư trong mạng kín; null: các gốc thông dụng.',
        'Root certificate (PEM) of a mail server on a closed network; null: the well-known ones.',
      ),
      user: at(
        line(200),
        '',
        'Tài khoản đăng nhập máy chủ thư; trống: không đăng nhập.',
        'User name at the mail server; empty: no login.',
      ),
      passwordFile: at(
        optionalFile(),
        null,
        'Tệp chứa mật khẩu của tài khoản đó.',
        'A file with the password of that user.',
      ),
      from: at(line(254), '', 'Địa chỉ thư gửi đi.', 'The address that mail comes from.'),
      fromName: at(line(200), 'Điểm Cầu', 'Tên người gửi.', 'The name that mail comes from.'),
      connections: at(count(1, 20), 3, 'Số kết nối cùng lúc.', 'Connections at once.'),
      perMinute: at(count(1, 6_000), 300, 'Số thư mỗi phút.', 'Messages a minute.'),
      timeoutSeconds: at(
        count(1, 300),
        30,
        'Số giây chờ máy chủ thư trả lời.',
        'Seconds to wait for the mail server.',
      ),
    },
    about('Thư điện tử.', 'E-mail.'),
  ),
  sms: section(
    {
      url: at(
        httpAddress('^(https?://\\S+)?$'),
        '',
        'Địa chỉ cổng tin nhắn; trống: không nhắn tin. Điền được {to}, {text}, {brand}, {secret}, {id}.',
        'Address of the SMS gateway; empty: none is sent. May hold {to}, {text}, {brand}, {secret}, {id}.',
      ),
      method: at(Type.Enum(['POST', 'GET']), 'POST', 'Phương thức gọi cổng.', 'HTTP method.'),
      contentType: at(
        Type.Enum(['application/json', 'application/x-www-form-urlencoded', 'text/xml']),
        'application/json',
        'Dạng nội dung gửi; giá trị điền vào được mã hóa theo dạng này.',
        'Form of the body; what is filled in is escaped for it.',
      ),
      headers: at(
        Type.Array(closed({ name: Type.String({ pattern: '^[A-Za-z0-9-]{1,80}$' }), value: line(500) }), {
          maxItems: 20,
        }),
        [],
        'Các trường tiêu đề HTTP thêm vào, ví dụ Authorization với Bearer {secret}.',
        'Additional HTTP headers, such as Authorization with Bearer {secret}.',
      ),
      body: at(
        Type.String({ maxLength: 5_000 }),
        '{{"to":"{to}","text":"{text}","brandname":"{brand}","requestId":"{id}"}}',
        'Nội dung gửi; {{ và }} là dấu ngoặc nhọn.',
        'The body; {{ and }} are single braces.',
      ),
      brandname: at(line(40), '', 'Tên thương hiệu gửi tin (brandname).', 'The brandname that is shown.'),
      secretFile: at(
        optionalFile(),
        null,
        'Tệp chứa mã bí mật điền vào {secret}.',
        'A file with the secret for {secret}.',
      ),
      caFile: at(
        optionalFile(),
        null,
        'Chứng thư gốc (PEM) của cổng; null: các gốc thông dụng.',
        'Root certificate (PEM) of the gateway; null: the well-known ones.',
      ),
      successPath: at(
        line(200),
        '',
        'Chỗ trong câu trả lời JSON cho biết đã nhận, ví dụ data.code; trống: mọi trả lời 2xx là đã nhận.',
        'Where in a JSON answer it says that it was accepted, such as data.code; empty: every 2xx is.',
      ),
      successPattern: at(
        line(300),
        '',
        'Biểu thức chính quy mà giá trị đó (hoặc cả câu trả lời) phải khớp; trống: có giá trị là được.',
        'Regular expression that this value (or the whole answer) has to match; empty: that there is one.',
      ),
      retryPattern: at(
        line(300),
        '',
        'Biểu thức chính quy của câu trả lời từ chối tạm thời, ví dụ hết hạn mức; trống: từ chối là thôi.',
        'Regular expression of answers that refuse for now, such as a used-up quota; empty: a refusal is final.',
      ),
      phoneFormat: at(
        Type.Enum([...PHONE_FORMATS]),
        '84',
        'Dạng số điện thoại mà cổng nhận: +84…, 84… hoặc 0….',
        'Form of numbers that the gateway takes: +84…, 84… or 0….',
      ),
      unaccented: at(
        Type.Boolean(),
        true,
        'Gửi tin không dấu (một tin 160 ký tự; có dấu chỉ 70 ký tự).',
        'Send without Vietnamese marks (160 characters a message; with marks 70).',
      ),
      maxSegments: at(
        count(1, 10),
        2,
        'Một thông báo dài tối đa mấy tin.',
        'Messages that one notice may take.',
      ),
      connections: at(count(1, 20), 2, 'Số lần gọi cùng lúc.', 'Calls at once.'),
      perMinute: at(count(1, 6_000), 120, 'Số tin mỗi phút.', 'Messages a minute.'),
      timeoutSeconds: at(count(1, 300), 20, 'Số giây chờ cổng trả lời.', 'Seconds to wait for the gateway.'),
    },
    about('Tin nhắn SMS qua cổng HTTP.', 'SMS through an HTTP gateway.'),
  ),
  webhooks: section(
    {
      endpoints: at(
        Type.Array(
          closed({
            name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' }),
            url: httpAddress('^https?://\\S+$'),
            secretFile: file(),
          }),
          { maxItems: 10 },
        ),
        [],
        'Các hệ thống được báo qua webhook (Zalo OA…): name, url, secretFile (khóa ký HMAC).',
        'Systems that are told by webhook (Zalo OA …): name, url, secretFile (key of the HMAC).',
      ),
      caFile: at(
        optionalFile(),
        null,
        'Chứng thư gốc (PEM) của các hệ thống đó; null: các gốc thông dụng.',
        'Root certificate (PEM) of those systems; null: the well-known ones.',
      ),
      repeatUncertain: at(
        Type.Boolean(),
        true,
        'Gửi lại khi không chắc đã tới; nơi nhận phải bỏ qua tin trùng mã webhook-id.',
        'Send again what may have arrived; the receiver ignores a webhook-id that it knows.',
      ),
      perMinute: at(count(1, 6_000), 300, 'Số lần gọi mỗi phút.', 'Calls a minute.'),
      timeoutSeconds: at(count(1, 300), 10, 'Số giây chờ trả lời.', 'Seconds to wait for an answer.'),
    },
    about('Webhook.', 'Webhooks.'),
  ),
  urgent: section(
    {
      autoAnswerSeconds: at(
        count(0, 3_600),
        0,
        'Sau bao nhiêu giây đổ chuông thì điểm cầu tự vào họp khẩn; 0: phải có người trả lời.',
        'Seconds of ringing after which a site comes into an urgent call by itself; 0: somebody has to answer.',
      ),
    },
    about('Họp khẩn.', 'Urgent calls.'),
  ),
}
