interface PageFacts {
  readonly httpsUrl: string
  readonly provinceName: string
  readonly fingerprintSha256: string | null
}

/** The page as a whole, in one file: a PC that does not trust us yet must not have to fetch anything else. */
export function rootPageHtml(facts: PageFacts): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Điểm Cầu – chứng thư gốc</title>
<style>${ROOT_PAGE_STYLE}</style>
</head>
<body>
<main>
<header>
<p class="where">${escapeHtml(facts.provinceName)}</p>
<h1>Điểm Cầu</h1>
</header>
${facts.fingerprintSha256 === null ? onlyLink(facts.httpsUrl) : instructions(facts.httpsUrl, facts.fingerprintSha256)}
</main>
</body>
</html>
`
}

function onlyLink(httpsUrl: string): string {
  return `<section>
<p>Hệ thống họp trực tuyến chỉ chạy trên kết nối bảo mật:</p>
<p>${link(httpsUrl)}</p>
<p class="en" lang="en">The meeting system is served over a secure connection only.</p>
</section>`
}

function instructions(httpsUrl: string, fingerprint: string): string {
  return `<section>
<h2>1. Tải chứng thư gốc <span class="en" lang="en">Download the root certificate</span></h2>
<p>Máy tính của phòng họp cần tin chứng thư gốc này thì trình duyệt mới cho dùng camera và micro.</p>
<p class="en" lang="en">The room’s computer must trust this root before its browser allows camera and microphone.</p>
<p class="files"><a href="/root.crt">root.crt <small>Windows</small></a> <a href="/root.pem">root.pem <small>Debian, Ubuntu</small></a></p>
</section>
<section>
<h2>2. Đối chiếu dấu vân tay <span class="en" lang="en">Compare the fingerprint</span></h2>
<p>Gọi kíp trực kỹ thuật, đọc lần lượt 16 nhóm dưới đây. <strong>Nếu khác dù một ký tự, không cài đặt.</strong></p>
<p class="en" lang="en">Call the duty crew and read out these 16 groups. If one sign differs, do not install.</p>
<ol class="print" aria-label="SHA-256">${groupsOf(fingerprint)
    .map((group) => `<li>${group}</li>`)
    .join('')}</ol>
<p class="en">SHA-256</p>
</section>
<section>
<h2>3. Cài đặt <span class="en" lang="en">Install</span></h2>
${steps(
  'Windows (Chrome, Edge)',
  'Mở Command Prompt bằng quyền quản trị (Run as administrator) tại thư mục chứa tệp đã tải, rồi chạy:',
  'Open a command prompt as administrator in the folder of the downloaded file and run:',
  'certutil -addstore -f Root diem-cau-root.crt',
)}
${steps(
  'Debian, Ubuntu',
  'Mở cửa sổ lệnh tại thư mục chứa tệp đã tải, rồi chạy:',
  'Open a terminal in the folder of the downloaded file and run:',
  'sudo cp diem-cau-root.pem /usr/local/share/ca-certificates/diem-cau-root.crt\nsudo update-ca-certificates',
)}
${steps(
  'Chromium, Chrome (Linux)',
  'Trình duyệt này không đọc kho chứng thư của hệ điều hành. Cài bằng chính sách, cần quyền quản trị:',
  'This browser does not read the system’s certificates. Install by policy, as administrator:',
  POLICY_COMMAND,
)}
<p>Bộ cài cho máy phòng họp (sau khi vào được trang bảo mật) làm tất cả các bước này.</p>
<p class="en" lang="en">The kit for a room’s computer, on the secure page, does all of this.</p>
</section>
<section>
<h2>4. Mở trang bảo mật <span class="en" lang="en">Open the secure page</span></h2>
<p>Khởi động lại trình duyệt rồi mở: ${link(httpsUrl)}</p>
<p class="en" lang="en">Restart the browser, then open the link.</p>
</section>`
}

/** A policy is JSON with the certificate's base64 text; the PEM without its frame is just that. */
const POLICY_COMMAND = `sudo mkdir -p /etc/chromium/policies/managed
printf '{"CACertificates":["%s"]}' "$(grep -v -- ----- diem-cau-root.pem | tr -d '\\n')" |
  sudo tee /etc/chromium/policies/managed/diem-cau-root.json
# Google Chrome: /etc/opt/chrome/policies/managed`

function steps(title: string, vi: string, en: string, commands: string): string {
  return `<h3>${escapeHtml(title)}</h3>
<p>${escapeHtml(vi)}</p>
<p class="en" lang="en">${escapeHtml(en)}</p>
<pre><code>${escapeHtml(commands)}</code></pre>`
}

function link(url: string): string {
  return `<a class="go" href="${escapeHtml(url)}">${escapeHtml(url)}</a>`
}

/** `AB:CD:EF:…` → `ABCD`, `EF…`: sixteen groups of four, which a voice can carry. */
function groupsOf(fingerprint: string): string[] {
  return fingerprint.replaceAll(':', '').match(/.{1,4}/g) ?? []
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

export const ROOT_PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --quiet: #566272; --paper: #f6f7f9; --card: #fff; --line: #d9dee5; --red: #b3161b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --quiet: #a3adba; --paper: #12161b; --card: #1b2128; --line: #323b46; --red: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 "Be Vietnam Pro", "Segoe UI", "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
header { margin-bottom: 1.5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; }
.where { margin: 0; color: var(--red); font-weight: 600; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem 1.5rem; margin-bottom: 1rem; }
h2 { font-size: 1.2rem; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .35rem 0; }
.en { color: var(--quiet); font-size: .9em; }
h2 .en { font-weight: 400; margin-left: .5rem; }
.files a, .go { color: var(--red); font-weight: 600; }
.files a { display: inline-block; border: 2px solid currentColor; border-radius: 8px; padding: .4rem 1rem; margin: .5rem .5rem 0 0; text-decoration: none; }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px; }
small { color: var(--quiet); font-weight: 400; }
.print { list-style: none; counter-reset: group; display: grid; grid-template-columns: repeat(4, 1fr); gap: .5rem; padding: 0; margin: 1rem 0 .25rem; }
.print li { counter-increment: group; border: 1px solid var(--line); border-radius: 8px; padding: .35rem .5rem; text-align: center; font: 600 1.35rem/1.3 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; letter-spacing: .08em; }
.print li::before { content: counter(group); display: block; font: 400 .75rem/1.2 sans-serif; color: var(--quiet); letter-spacing: 0; }
pre { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
@media (max-width: 30rem) { .print li { font-size: 1rem; } }
`
