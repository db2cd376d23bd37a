import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { ID_PATTERN, type NodeId, type UnitId } from '@diem-cau/protocol'
import { noticeSections } from './noticeSections.ts'
import { section, setting, settingsOf } from './setting.ts'
import { signOnSection } from './signOnSection.ts'

/* Leaves carry their own meaning, so each use makes a schema of its own. */

const port = () => Type.Integer({ minimum: 0, maximum: 65_535 })
const address = () =>
  Type.Union([Type.String({ format: 'ipv4' }), Type.String({ format: 'ipv6' })], {
    expected: { vi: 'địa chỉ IP, ví dụ 10.2.3.4', en: 'an IP address such as 10.2.3.4' },
  })
/** The last label begins with a letter, so that a mistyped address is not taken for a name. */
const HOSTNAME =
  '^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$'
const Host = Type.Union(
  [Type.String({ format: 'ipv4' }), Type.String({ format: 'ipv6' }), Type.String({ pattern: HOSTNAME })],
  {
    expected: {
      vi: 'địa chỉ IP hoặc tên máy, ví dụ 10.2.3.4 hoặc cau.tinh.example',
      en: 'an IP address or a host name, such as 10.2.3.4 or bridge.province.example',
    },
  },
)
const path = () =>
  Type.String({
    minLength: 1,
    maxLength: 1_000,
    pattern: '^[^\\u0000]+$',
    expected: { vi: 'đường dẫn tệp hoặc thư mục', en: 'a path' },
  })
const optionalPath = () =>
  Type.Union([path(), Type.Null()], {
    expected: { vi: 'đường dẫn tệp, hoặc null', en: 'a path, or null' },
  })
/** Only its kind is checked here: a fault of the schema shows the value, which may hold a password. */
const databaseUrl = () =>
  Type.String({
    expected: { vi: 'địa chỉ postgres://…, hoặc trống', en: 'an address postgres://…, or nothing' },
  })
const VideoLayer = Type.Object(
  {
    maxBitrateBps: Type.Integer({ minimum: 30_000, maximum: 20_000_000 }),
    scaleDownBy: Type.Number({ minimum: 1, maximum: 16 }),
  },
  { additionalProperties: false },
)
const MediaNode = Type.Object(
  {
    id: Type.Unsafe<NodeId>(
      Type.String({
        pattern: ID_PATTERN,
        expected: {
          vi: 'mã định danh: chữ không dấu, chữ số và . _ : -, tối đa 80 ký tự',
          en: 'an id: letters, digits and . _ : -, at most 80 characters',
        },
      }),
    ),
    publicKey: Type.String({
      pattern: '^[A-Za-z0-9_-]{40,400}$',
      expected: { vi: 'khóa công khai dạng base64url (SPKI)', en: 'a public key, SPKI in base64url' },
    }),
    unitId: Type.Unsafe<UnitId>(Type.String({ minLength: 1, maxLength: 80 })),
  },
  { additionalProperties: false },
)

/** Every setting of the bridge. The YAML file, the environment, the checks and the documentation follow from it. */
export const ConfigSchema = section(
  {
    listen: section(
      {
        host: setting(Host, {
          default: '0.0.0.0',
          about: {
            vi: 'Địa chỉ mà máy chủ nhận kết nối; 0.0.0.0 là mọi địa chỉ của máy.',
            en: 'Address on which the bridge accepts connections; 0.0.0.0 is every address of the machine.',
          },
        }),
        httpsPort: setting(port(), {
          default: 8443,
          env: 'BRIDGE_PORT',
          about: {
            vi: 'Cổng https của trang điểm cầu và bàn điều khiển; 0 là cổng trống bất kỳ.',
            en: 'Port of https for sites and consoles; 0 takes any free port.',
          },
        }),
        httpPort: setting(port(), {
          default: 8080,
          env: 'BRIDGE_HTTP_PORT',
          about: {
            vi: 'Cổng http: chỉ phát chứng thư gốc và hướng dẫn cài đặt (toàn bộ hệ thống nếu mở ngay trên máy chủ).',
            en: 'Port of plain http: only the root certificate and how to install it (everything on the machine itself).',
          },
        }),
      },
      { vi: 'Cổng mạng của trang web.', en: 'Where the web pages are served.' },
    ),
    data: section(
      {
        directory: setting(path(), {
          default: './data',
          env: 'BRIDGE_DATA',
          about: {
            vi: 'Thư mục lưu cơ sở dữ liệu, khóa và chứng thư; tính từ thư mục cài đặt.',
            en: 'Folder of the database, keys and certificates; relative to the checkout.',
          },
        }),
      },
      { vi: 'Dữ liệu.', en: 'Data.' },
    ),
    database: section(
      {
        url: setting(databaseUrl(), {
          default: '',
          env: 'BRIDGE_DATABASE',
          about: {
            vi: 'Cơ sở dữ liệu PostgreSQL: postgres://tài-khoản@máy:5432/tên?sslmode=verify-full; trống: SQLite trong thư mục dữ liệu.',
            en: 'A PostgreSQL database: postgres://user@host:5432/name?sslmode=verify-full; empty: SQLite in the data folder.',
          },
        }),
        passwordFile: setting(optionalPath(), {
          default: null,
          about: {
            vi: 'Tệp chứa mật khẩu của cơ sở dữ liệu, để mật khẩu không nằm trong địa chỉ.',
            en: 'A file with the password of the database, so that it does not stand in the address.',
          },
        }),
      },
      { vi: 'Cơ sở dữ liệu.', en: 'The database.' },
    ),
    directory: section(
      {
        file: setting(path(), {
          default: 'config/directories/ha-giang.yaml',
          env: 'BRIDGE_DIRECTORY',
          about: {
            vi: 'Danh mục đơn vị và điểm cầu.',
            en: 'The directory of units and sites.',
          },
        }),
      },
      { vi: 'Danh mục.', en: 'Directory.' },
    ),
    holidays: section(
      {
        directory: setting(path(), {
          default: 'config/holidays',
          about: {
            vi: 'Thư mục các tệp ngày nghỉ lễ, mỗi năm một tệp.',
            en: 'Folder with the public holidays, a file a year.',
          },
        }),
      },
      { vi: 'Ngày nghỉ lễ, tết.', en: 'Public holidays.' },
    ),
    documents: section(
      {
        scanCommand: setting(optionalPath(), {
          default: null,
          about: {
            vi: 'Chương trình quét vi-rút, chạy với đường dẫn của tệp vừa tải lên: mã thoát 0 là sạch, 1 là nhiễm, mã khác là lỗi (tệp bị từ chối); null: không quét.',
            en: 'Virus scanner, run with the path of a file that was uploaded: exit code 0 clean, 1 infected, any other a fault (the file is refused); null: none.',
          },
        }),
      },
      { vi: 'Tài liệu họp.', en: 'Meeting papers.' },
    ),
    tls: section(
      {
        certificateFile: setting(optionalPath(), {
          default: null,
          about: {
            vi: 'Chứng thư do đơn vị cấp (PEM, kèm chuỗi trung gian); null: hệ thống tự lập chứng thư nội bộ.',
            en: 'A given certificate (PEM, with its chain); null: the bridge makes a local authority of its own.',
          },
        }),
        keyFile: setting(optionalPath(), {
          default: null,
          about: {
            vi: 'Khóa riêng của chứng thư trên (PEM, không đặt mật khẩu).',
            en: 'The private key of that certificate (PEM, without a password).',
          },
        }),
        names: setting(Type.Array(Host, { maxItems: 50 }), {
          default: [],
          about: {
            vi: 'Tên máy hoặc địa chỉ thêm vào chứng thư nội bộ, ngoài các địa chỉ của máy chủ.',
            en: 'Names or addresses that the local certificate holds beside those of the machine.',
          },
        }),
      },
      { vi: 'Chứng thư https.', en: 'The certificate of https.' },
    ),
    media: section(
      {
        workers: setting(Type.Integer({ minimum: 0, maximum: 64 }), {
          default: 0,
          about: {
            vi: 'Số tiến trình xử lý hình ảnh, âm thanh; 0: mỗi nhân CPU một tiến trình.',
            en: 'Media workers; 0: one a core.',
          },
        }),
        basePort: setting(Type.Integer({ minimum: 1, maximum: 65_472 }), {
          default: 40_000,
          env: 'BRIDGE_MEDIA_PORT',
          about: {
            vi: 'Cổng UDP và TCP đầu tiên; mỗi tiến trình dùng một cổng, kế tiếp nhau.',
            en: 'First UDP and TCP port; each worker takes one, one after the other.',
          },
        }),
        listenAddress: setting(address(), {
          default: '0.0.0.0',
          about: {
            vi: 'Địa chỉ nhận hình ảnh, âm thanh; 0.0.0.0 là mọi địa chỉ của máy.',
            en: 'Address on which media is received; 0.0.0.0 is every address of the machine.',
          },
        }),
        announcedAddresses: setting(Type.Array(Host, { maxItems: 16 }), {
          default: [],
          env: 'BRIDGE_ANNOUNCED',
          about: {
            vi: 'Địa chỉ báo cho điểm cầu gửi hình ảnh, âm thanh tới (khi máy chủ ở sau NAT); trống: mọi địa chỉ của máy.',
            en: 'Addresses that sites are told to send media to (behind NAT); empty: every address of the machine.',
          },
        }),
        spawnNode: setting(Type.Boolean(), {
          default: true,
          about: {
            vi: 'Máy chủ tự khởi động một nút hình ảnh, âm thanh trên cùng máy.',
            en: 'The server starts a media node on its own machine.',
          },
        }),
        nodes: setting(Type.Array(MediaNode, { maxItems: 200 }), {
          default: [],
          about: {
            vi: 'Các nút hình ảnh, âm thanh ở máy khác được phép kết nối: id, publicKey, unitId (đơn vị phục vụ).',
            en: 'Media nodes on other machines that may connect: id, publicKey, unitId (whose subtree they serve).',
          },
        }),
        videoLayers: setting(Type.Array(VideoLayer, { minItems: 3, maxItems: 3 }), {
          default: [
            { maxBitrateBps: 150_000, scaleDownBy: 4 },
            { maxBitrateBps: 500_000, scaleDownBy: 2 },
            { maxBitrateBps: 1_500_000, scaleDownBy: 1 },
          ],
          about: {
            vi: 'Ba lớp hình của mỗi điểm cầu, từ nhỏ đến lớn: băng thông tối đa (bit/giây), độ thu nhỏ.',
            en: 'The three picture layers a site sends, small to large: maximum bit/s, and how much smaller.',
          },
        }),
      },
      { vi: 'Hình ảnh và âm thanh.', en: 'Media.' },
    ),
    stage: section(
      {
        speakers: setting(Type.Integer({ minimum: 1, maximum: 3 }), {
          default: 3,
          about: {
            vi: 'Số điểm cầu phát biểu cùng lúc trên màn hình chính, ngoài chủ tọa.',
            en: 'Sites that can speak on the stage at once, beside the chair.',
          },
        }),
        videoCodec: setting(Type.Enum(['vp8', 'h264']), {
          default: 'vp8',
          about: { vi: 'Chuẩn nén hình của phòng họp.', en: 'Video codec of the rooms.' },
        }),
      },
      { vi: 'Màn hình chính.', en: 'The stage.' },
    ),
    floor: section(
      {
        resumeGraceSeconds: setting(Type.Integer({ minimum: 0, maximum: 600 }), {
          default: 30,
          about: {
            vi: 'Số giây chờ một điểm cầu rớt mạng nối lại mà vẫn giữ lượt phát biểu và micro.',
            en: 'Seconds in which a site that lost its link may resume and keep its floor and microphone.',
          },
        }),
        maxOpenMicrophones: setting(Type.Integer({ minimum: 1, maximum: 4 }), {
          default: 4,
          about: { vi: 'Số micro được bật cùng lúc.', en: 'Microphones open at once.' },
        }),
      },
      { vi: 'Phát biểu.', en: 'The floor.' },
    ),
    ...noticeSections,
    devices: section(
      {
        secondTab: setting(Type.Enum(['takeover', 'refuse']), {
          default: 'takeover',
          about: {
            vi: 'Khi điểm cầu được mở ở cửa sổ thứ hai: takeover (cửa sổ mới thay thế) hoặc refuse (từ chối).',
            en: 'When a site is opened in a second window: takeover (the new one replaces) or refuse.',
          },
        }),
      },
      { vi: 'Thiết bị của điểm cầu.', en: 'Devices of sites.' },
    ),
    login: section(
      {
        idleHours: setting(Type.Integer({ minimum: 1, maximum: 168 }), {
          default: 12,
          about: {
            vi: 'Số giờ không dùng thì phiên đăng nhập tự kết thúc.',
            en: 'Hours without use after which a login ends.',
          },
        }),
        longestDays: setting(Type.Integer({ minimum: 1, maximum: 90 }), {
          default: 7,
          about: {
            vi: 'Số ngày dài nhất của một phiên đăng nhập; sau đó phải đăng nhập lại.',
            en: 'Days after which a login ends in any case.',
          },
        }),
      },
      { vi: 'Đăng nhập.', en: 'Logging in.' },
    ),
    oidc: signOnSection,
    limits: section(
      {
        loginsPerMinute: setting(Type.Integer({ minimum: 1, maximum: 10_000 }), {
          default: 60,
          about: {
            vi: 'Số lần đăng nhập mỗi phút từ một địa chỉ.',
            en: 'Attempts to log in a minute from one address.',
          },
        }),
        callsPerMinute: setting(Type.Integer({ minimum: 1, maximum: 1_000_000 }), {
          default: 1_200,
          about: {
            vi: 'Số lệnh gọi giao diện lập trình mỗi phút của một người hoặc một mã truy cập.',
            en: 'Calls of the programming interface a minute by one person or token.',
          },
        }),
        uploadsPerMinute: setting(Type.Integer({ minimum: 1, maximum: 10_000 }), {
          default: 30,
          about: {
            vi: 'Số tệp tải lên mỗi phút của một người hoặc một mã truy cập.',
            en: 'Files that one person or token sends a minute.',
          },
        }),
      },
      { vi: 'Giới hạn tần suất.', en: 'Limits of rate.' },
    ),
    pairing: section(
      {
        codeMinutes: setting(Type.Integer({ minimum: 1, maximum: 60 }), {
          default: 10,
          about: { vi: 'Số phút mã ghép có hiệu lực.', en: 'Minutes for which a pairing code is good.' },
        }),
      },
      { vi: 'Ghép điểm cầu.', en: 'Pairing.' },
    ),
    log: section(
      {
        level: setting(Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']), {
          default: 'info',
          about: { vi: 'Mức nhật ký.', en: 'Log level.' },
        }),
      },
      { vi: 'Nhật ký.', en: 'Log.' },
    ),
    language: setting(Type.Enum(['vi', 'en']), {
      default: 'vi',
      about: { vi: 'Ngôn ngữ mặc định của giao diện.', en: 'Default language of the pages.' },
    }),
    help: section(
      {
        phone: setting(
          Type.String({
            maxLength: 40,
            pattern: '^[0-9+(). -]*$',
            expected: {
              vi: "số điện thoại đặt trong dấu nháy: chữ số, dấu cách và + ( ) . -, hoặc ''",
              en: "a phone number in quotes: digits, spaces and + ( ) . -, or ''",
            },
          }),
          {
            default: '',
            about: {
              vi: 'Số điện thoại hỗ trợ hiển thị ở điểm cầu; để trống thì không hiển thị.',
              en: 'Help number shown at sites; empty: none is shown.',
            },
          },
        ),
      },
      { vi: 'Hỗ trợ.', en: 'Help.' },
    ),
  },
  { vi: 'Cấu hình Điểm Cầu.', en: 'Configuration of Điểm Cầu.' },
)

type DeepReadonly<T> = T extends string | number | boolean | null
  ? T
  : { readonly [K in keyof T]: DeepReadonly<T[K]> }

/** The whole configuration, complete and frozen. Paths are absolute. */
export type BridgeConfig = DeepReadonly<Static<typeof ConfigSchema>>

export const SETTINGS = settingsOf(ConfigSchema)
export const compiledConfig = Compile(ConfigSchema)
