import { batchText } from './escaping.ts'
import type { KitOrigin } from './kitOrigin.ts'

/**
 * Opens the site full screen and keeps it open. ASCII only: the batch interpreter loses its place in files with
 * longer characters when it jumps.
 */
export function windowsStartScript({ siteUrl }: KitOrigin): string {
  return batchFile(`@echo off
rem Diem Cau: opens the meeting site full screen and opens it again when the browser ends.
setlocal
title Diem Cau
set "URL=${batchText(siteUrl)}"
set "PROFILE=%LocalAppData%\\DiemCau\\Browser"
powercfg /change monitor-timeout-ac 0 >nul 2>&1
powercfg /change standby-timeout-ac 0 >nul 2>&1

set "BROWSER="
for %%P in (
  "%ProgramFiles%\\Google\\Chrome\\Application\\chrome.exe"
  "%ProgramFiles(x86)%\\Google\\Chrome\\Application\\chrome.exe"
  "%LocalAppData%\\Google\\Chrome\\Application\\chrome.exe"
  "%ProgramFiles(x86)%\\Microsoft\\Edge\\Application\\msedge.exe"
  "%ProgramFiles%\\Microsoft\\Edge\\Application\\msedge.exe"
) do if not defined BROWSER if exist "%%~P" set "BROWSER=%%~P"
if not defined BROWSER (
  echo Chua cai Chrome hoac Edge. Neither Chrome nor Edge is installed.
  pause
  exit /b 1
)

:open
start "" /wait "%BROWSER%" --kiosk "%URL%" --edge-kiosk-type=fullscreen --user-data-dir="%PROFILE%" --no-first-run --noerrdialogs --hide-crash-restore-bubble --disable-session-crashed-bubble --autoplay-policy=no-user-gesture-required
timeout /t 5 /nobreak >nul
goto open
`)
}

/** Sets up the PC: root, policies, start-up entry, no sleep. Has no jumps, for it speaks Vietnamese. */
export function windowsInstallScript(hasRoot: boolean): string {
  return batchFile(`@echo off
chcp 65001 >nul
setlocal
cd /d "%~dp0"
net session >nul 2>&1
if errorlevel 1 (
  echo Cần quyền quản trị: bấm chuột phải vào install.cmd, chọn Run as administrator.
  echo Administrator rights are needed: right-click install.cmd, choose Run as administrator.
  pause
  exit /b 1
)
if not exist "diem-cau-policy.reg" (
  echo Bộ cài thiếu tệp, hãy giải nén lại toàn bộ. Files are missing, unpack the whole kit.
  pause
  exit /b 1
)
echo Cài đặt máy phòng họp. Setting up the room's computer.
${hasRoot ? INSTALL_ROOT : ''}reg import "diem-cau-policy.reg" >nul 2>&1
if errorlevel 1 (
  echo   X Chính sách trình duyệt. Browser policy.
  pause
  exit /b 1
)
echo   + Chính sách trình duyệt. Browser policy.
copy /y "diem-cau-site.cmd" "%ProgramData%\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\" >nul
if errorlevel 1 (
  echo   X Tự khởi động. Start-up entry.
  pause
  exit /b 1
)
echo   + Tự khởi động khi đăng nhập. Start-up entry.
powercfg /change monitor-timeout-ac 0
powercfg /change standby-timeout-ac 0
powercfg /change hibernate-timeout-ac 0
echo   + Màn hình luôn sáng khi cắm điện. The display stays on.
echo Xong. Hãy khởi động lại máy. Done. Restart the computer.
pause
`)
}

const INSTALL_ROOT = `certutil -addstore -f Root "..\\root.crt" >nul
if errorlevel 1 (
  echo   X Chứng thư gốc. Root certificate.
  pause
  exit /b 1
)
echo   + Chứng thư gốc. Root certificate.
`

/**
 * Takes the kit away again. The root stays: it is removed by hand, by its name, so that no other goes with it.
 * @param lists registry keys of lists, whose own entries alone are deleted
 */
export function windowsUninstallScript(registryCommands: readonly string[]): string {
  return batchFile(`@echo off
chcp 65001 >nul
setlocal
net session >nul 2>&1
if errorlevel 1 (
  echo Cần quyền quản trị: bấm chuột phải, chọn Run as administrator.
  echo Administrator rights are needed: right-click, choose Run as administrator.
  pause
  exit /b 1
)
del /q "%ProgramData%\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\diem-cau-site.cmd" >nul 2>&1
${registryCommands.join('\n')}
echo Đã gỡ. Removed.
echo Chứng thư gốc: gỡ bằng certlm.msc, mục Trusted Root Certification Authorities, tên Diem Cau root.
echo The root: remove it with certlm.msc, Trusted Root Certification Authorities, named Diem Cau root.
pause
`)
}

function batchFile(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}
