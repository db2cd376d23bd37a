import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react'

/** The three faces, the sections of the console, and the way to choose between them. */
export const PATHS = {
  home: '/',
  site: '/diem-cau',
  console: '/console',
  schedule: '/console/lich-hop',
  directory: '/console/danh-muc',
  people: '/console/tai-khoan',
  audit: '/console/nhat-ky',
  me: '/console/ca-nhan',
} as const

/** What became of a session: asked for by the desk as well, which does not know the schedule. */
export const reportPath = (sessionId: string): string =>
  `${PATHS.schedule}/${encodeURIComponent(sessionId)}/bao-cao`

/** Whether a path is a place or lies below it. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}

function subscribe(listener: () => void): () => void {
  globalThis.addEventListener('popstate', listener)
  return () => globalThis.removeEventListener('popstate', listener)
}

/** The path on screen, without a slash at its end. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => {
    const { pathname } = globalThis.location
    return pathname.length > 1 && pathname.endsWith('/') ? pathname.slice(0, -1) : pathname
  })
}

/** Goes to a path of this page without loading it again. */
export function navigate(path: string): void {
  if (path === globalThis.location.pathname) return
  globalThis.history.pushState(null, '', path)
  globalThis.dispatchEvent(new PopStateEvent('popstate'))
}

/** A link that stays in the page; with Control, Shift or the middle button it behaves as any link. */
export function Link({
  href,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(href)
  }
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  )
}
