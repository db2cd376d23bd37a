import type { KitOrigin } from './kitOrigin.ts'

interface ReadmeFacts {
  readonly origin: KitOrigin
  readonly provinceName: string
  /** `AB:CD:…`, or null with a given certificate. */
  readonly fingerprintSha256: string | null
}

/** What the technician reads first. Windows line ends: every editor of both systems shows them well. */
export function readme(facts: ReadmeFacts): string {
  const name = facts.provinceName.replace(/\s+/g, ' ').trim()
  const text = `ĐIỂM CẦU – BỘ CÀI CHO MÁY PHÒNG HỌP
${name}

Máy chủ: ${facts.origin.origin}
Trang điểm cầu: ${facts.origin.siteUrl}

${facts.fingerprintSha256 === null ? '' : fingerprintVi(facts.fingerprintSha256)}WINDOWS (Chrome hoặc Edge)
  1. Giải nén toàn bộ tệp .zip.
  2. Mở thư mục windows, bấm chuột phải vào install.cmd, chọn "Run as administrator".
  3. Khởi động lại máy. Trang điểm cầu tự mở toàn màn hình.
  Thoát: Alt+F4, rồi đóng cửa sổ "Diem Cau".   Gỡ: windows\\uninstall.cmd

DEBIAN, UBUNTU (Chromium từ bản 131, hoặc Chrome)
  1. Giải nén toàn bộ tệp .zip, mở cửa sổ lệnh trong thư mục linux.
  2. Chạy: sudo sh install.sh
     Nếu máy chỉ dùng cho phòng họp: sudo sh install.sh --lockdown (trình duyệt chỉ mở được điểm cầu).
  3. Đăng xuất rồi đăng nhập lại. Trang điểm cầu tự mở toàn màn hình.
  Dừng: pkill -x diem-cau-site                 Gỡ: sudo sh uninstall.sh

Lần đầu, màn hình hỏi mã ghép: gọi kíp trực kỹ thuật để lấy mã.
Nên bật tự đăng nhập (automatic login) để máy tự vào phòng họp sau khi mất điện.

Bộ cài cho phép camera, micro, loa và chia sẻ màn hình không cần hỏi, chỉ với đúng địa chỉ trên.

------------------------------------------------------------------------

ĐIỂM CẦU – KIT FOR A ROOM'S COMPUTER

Bridge: ${facts.origin.origin}
Site page: ${facts.origin.siteUrl}

${facts.fingerprintSha256 === null ? '' : fingerprintEn(facts.fingerprintSha256)}WINDOWS (Chrome or Edge)
  1. Unpack the whole .zip file.
  2. In the folder windows, right-click install.cmd and choose "Run as administrator".
  3. Restart. The site opens full screen by itself.
  To leave: Alt+F4, then close the window "Diem Cau".   To remove: windows\\uninstall.cmd

DEBIAN, UBUNTU (Chromium 131 or later, or Chrome)
  1. Unpack the whole .zip file and open a terminal in the folder linux.
  2. Run: sudo sh install.sh
     If the computer serves the meeting room only: sudo sh install.sh --lockdown (the browser opens nothing else).
  3. Log out and in again. The site opens full screen by itself.
  To stop: pkill -x diem-cau-site                        To remove: sudo sh uninstall.sh

The first time, the screen asks for a code: call the duty crew.
Automatic login lets the computer return to the meeting after a power cut.

The kit allows camera, microphone, sound and screen sharing without a question, for the address above only.
`
  return text.replaceAll('\n', '\r\n')
}

function fingerprintVi(fingerprint: string): string {
  return `DẤU VÂN TAY CỦA CHỨNG THƯ GỐC (SHA-256)
Trước khi cài, đọc cho kíp trực kỹ thuật đối chiếu. Nếu khác dù một ký tự, không cài.
${groups(fingerprint)}

`
}

function fingerprintEn(fingerprint: string): string {
  return `FINGERPRINT OF THE ROOT CERTIFICATE (SHA-256)
Before installing, read it to the duty crew. If one sign differs, do not install.
${groups(fingerprint)}

`
}

/** Four lines of four groups of four. */
function groups(fingerprint: string): string {
  const words = fingerprint.replaceAll(':', '').match(/.{1,4}/g) ?? []
  return [0, 4, 8, 12].map((start) => `  ${words.slice(start, start + 4).join('  ')}`).join('\n')
}
