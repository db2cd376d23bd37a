import { shellWord } from './escaping.ts'
import type { KitOrigin } from './kitOrigin.ts'

/** Opens the site full screen and keeps it open, with the display awake. Installed as /usr/local/bin/diem-cau-site. */
export function linuxStartScript({ siteUrl }: KitOrigin): string {
  return `#!/bin/sh
# Điểm Cầu: mở điểm cầu toàn màn hình, tự mở lại khi trình duyệt đóng, giữ màn hình luôn sáng.
# Opens the site full screen, opens it again when the browser ends, keeps the display awake.
# Dừng hẳn · To stop it: pkill -x diem-cau-site
set -u

URL=${shellWord(siteUrl)}
PROFILE="\${XDG_DATA_HOME:-$HOME/.local/share}/diem-cau/browser"
RESTART_SECONDS=5

find_browser() {
  for name in chromium chromium-browser google-chrome-stable google-chrome microsoft-edge-stable; do
    if command -v "$name" >/dev/null 2>&1; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

# Runs the rest while idle, sleep and the lid are held off, where the system offers it.
AWAKE='idle:sleep:handle-lid-switch'
if [ -z "\${DIEM_CAU_AWAKE:-}" ] && systemd-inhibit --what="$AWAKE" true >/dev/null 2>&1; then
  export DIEM_CAU_AWAKE=1
  exec systemd-inhibit --what="$AWAKE" --who='Điểm Cầu' --why='Phòng họp trực tuyến' --mode=block "$0" "$@"
fi

keep_display_on() {
  if [ -n "\${DISPLAY:-}" ] && command -v xset >/dev/null 2>&1; then
    xset s off -dpms s noblank >/dev/null 2>&1
  fi
  if command -v gsettings >/dev/null 2>&1; then
    gsettings set org.gnome.desktop.session idle-delay 0 >/dev/null 2>&1
    gsettings set org.gnome.desktop.screensaver lock-enabled false >/dev/null 2>&1
  fi
  return 0
}

if ! BROWSER=$(find_browser); then
  echo 'Chưa cài trình duyệt: sudo apt-get install chromium' >&2
  echo 'No browser is installed: sudo apt-get install chromium' >&2
  exit 1
fi

child=''
stop() {
  [ -n "$child" ] && kill "$child" 2>/dev/null
  exit 0
}
trap stop TERM INT HUP

mkdir -p "$PROFILE"
while :; do
  keep_display_on
  "$BROWSER" \\
    --kiosk \\
    --user-data-dir="$PROFILE" \\
    --no-first-run \\
    --noerrdialogs \\
    --hide-crash-restore-bubble \\
    --disable-session-crashed-bubble \\
    --password-store=basic \\
    --autoplay-policy=no-user-gesture-required \\
    "$URL" &
  child=$!
  wait "$child"
  child=''
  sleep "$RESTART_SECONDS" &
  wait $!
done
`
}

export const LINUX_AUTOSTART = `[Desktop Entry]
Type=Application
Version=1.5
Name=Điểm Cầu
Name[en]=Meeting site
Comment=Mở điểm cầu toàn màn hình
Comment[en]=Opens the meeting site full screen
Exec=/usr/local/bin/diem-cau-site
Terminal=false
NoDisplay=false
X-GNOME-Autostart-enabled=true
`

const PLACES = `POLICY_FOLDERS='/etc/chromium/policies/managed /etc/chromium-browser/policies/managed /etc/opt/chrome/policies/managed /etc/opt/edge/policies/managed'
POLICY=diem-cau-policy.json
LOCKDOWN=diem-cau-lockdown.json
ROOT=/usr/local/share/ca-certificates/diem-cau-root.crt
START=/usr/local/bin/diem-cau-site
AUTOSTART=/etc/xdg/autostart/diem-cau-site.desktop
# Đặt DESTDIR để cài thử vào thư mục khác · Set DESTDIR to install into another folder, for a trial.
DESTDIR="\${DESTDIR:-}"
`

const SHELL_TOOLS = `done_line() { printf '  ✓ %s\\n' "$1"; }
fail() {
  printf '  ✗ %s\\n' "$1" >&2
  exit 1
}
need_root() {
  if [ -z "$DESTDIR" ] && [ "$(id -u)" -ne 0 ]; then
    echo "Cần quyền quản trị. Hãy chạy: sudo sh $1" >&2
    echo "Administrator rights are needed. Run: sudo sh $1" >&2
    exit 1
  fi
}
`

/** Installs the kit on Debian or Ubuntu. Looks first, then writes: it never leaves half of it. */
export const LINUX_INSTALL = `#!/bin/sh
# Điểm Cầu: cài máy phòng họp (Debian, Ubuntu) · sets up a room's computer.
# sudo sh install.sh               chính sách, chứng thư gốc, tự khởi động · policy, root, autostart
# sudo sh install.sh --lockdown    thêm: trình duyệt chỉ mở được điểm cầu · and the browser opens nothing else
set -eu

${PLACES}
${SHELL_TOOLS}
here=$(cd "$(dirname "$0")" && pwd)
lockdown=no
for argument in "$@"; do
  case "$argument" in
    --lockdown) lockdown=yes ;;
    *) echo "install.sh [--lockdown]" >&2; exit 2 ;;
  esac
done

need_root install.sh
for file in "$POLICY" "$LOCKDOWN" diem-cau-site.sh diem-cau-site.desktop; do
  [ -s "$here/$file" ] || fail "Bộ cài thiếu tệp $file, hãy giải nén lại · $file is missing, unpack the kit again"
done
browser=''
for name in chromium chromium-browser google-chrome-stable google-chrome microsoft-edge-stable; do
  command -v "$name" >/dev/null 2>&1 && browser=$name && break
done
if [ -z "$browser" ] && [ -z "$DESTDIR" ]; then
  fail 'Chưa cài trình duyệt, hãy chạy trước · No browser yet, run first: sudo apt-get install chromium'
fi

echo 'Cài đặt máy phòng họp · Setting up the room'"'"'s computer'
for folder in $POLICY_FOLDERS; do
  install -d -m 0755 "$DESTDIR$folder"
  install -m 0644 "$here/$POLICY" "$DESTDIR$folder/$POLICY"
  if [ "$lockdown" = yes ]; then
    install -m 0644 "$here/$LOCKDOWN" "$DESTDIR$folder/$LOCKDOWN"
  else
    rm -f "$DESTDIR$folder/$LOCKDOWN"
  fi
done
done_line 'Chính sách trình duyệt · Browser policy'
if [ -s "$here/../root.crt" ]; then
  install -d -m 0755 "$DESTDIR$(dirname "$ROOT")"
  install -m 0644 "$here/../root.crt" "$DESTDIR$ROOT"
  if [ -z "$DESTDIR" ] && command -v update-ca-certificates >/dev/null 2>&1; then
    update-ca-certificates >/dev/null 2>&1 || fail 'update-ca-certificates'
  fi
  done_line 'Chứng thư gốc · Root certificate'
fi
install -d -m 0755 "$DESTDIR$(dirname "$START")" "$DESTDIR$(dirname "$AUTOSTART")"
install -m 0755 "$here/diem-cau-site.sh" "$DESTDIR$START"
done_line 'Chương trình mở điểm cầu · Start script'
install -m 0644 "$here/diem-cau-site.desktop" "$DESTDIR$AUTOSTART"
done_line 'Tự khởi động khi đăng nhập · Autostart at login'
echo
echo 'Xong. Đăng xuất rồi đăng nhập lại, hoặc chạy: diem-cau-site'
echo 'Done. Log out and in again, or run: diem-cau-site'
`

export const LINUX_UNINSTALL = `#!/bin/sh
# Điểm Cầu: gỡ mọi thứ mà install.sh đã cài · removes everything that install.sh has installed.
set -eu

${PLACES}
${SHELL_TOOLS}
need_root uninstall.sh
for folder in $POLICY_FOLDERS; do
  rm -f "$DESTDIR$folder/$POLICY" "$DESTDIR$folder/$LOCKDOWN"
done
rm -f "$DESTDIR$ROOT" "$DESTDIR$START" "$DESTDIR$AUTOSTART"
if [ -z "$DESTDIR" ] && command -v update-ca-certificates >/dev/null 2>&1; then
  update-ca-certificates --fresh >/dev/null 2>&1 || true
fi
done_line 'Đã gỡ · Removed'
`
