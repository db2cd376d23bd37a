/**
 * Keeps the room's display awake while the page is in front. A browser lets the lock go whenever the page is
 * covered; it is taken again afterwards.
 * @returns what ends it.
 */
export function keepScreenOn(): () => void {
  let lock: WakeLockSentinel | null = null
  let ended = false
  const take = async (): Promise<void> => {
    if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (ended) await lock.release()
    } catch {
      // A flat battery or a policy forbids it: the kiosk's own setting keeps the display on.
    }
  }
  const handleVisibility = (): void => void take()
  document.addEventListener('visibilitychange', handleVisibility)
  void take()
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', handleVisibility)
    void lock?.release().catch(() => {})
  }
}
