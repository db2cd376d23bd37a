import { existsSync } from 'node:fs'
import { ensurePackages } from './packages.mjs'

/** What the tests call, by package; each is looked for by its file, which costs nothing when it is there. */
const REQUIRED = { chromium: ['/usr/bin/chromium'], iproute2: ['/usr/bin/ip', '/usr/sbin/ip', '/sbin/ip'] }
const OPTIONAL = { 'docker-compose': ['/usr/bin/docker-compose', '/usr/local/bin/docker-compose'] }
const WHY = { vi: 'Các bài kiểm thử cần trình duyệt Chromium.', en: 'The tests need the browser Chromium.' }

function absent(files) {
  return Object.keys(files).filter((name) => !files[name].some((file) => existsSync(file)))
}

/**
 * The browser and the tools that the tests drive. docker-compose only checks a file; where it cannot be installed that
 * check is left out and says so.
 * @returns {import('./steps.mjs').Step}
 */
export function browserStep({ toolEnv }) {
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  return {
    title: 'Chromium',
    isDone: () => absent(REQUIRED).length === 0 && (!canInstall || absent(OPTIONAL).length === 0),
    run: async (progress) => {
      const options = { why: WHY, progress, env: toolEnv }
      await ensurePackages(absent(REQUIRED), options)
      if (canInstall) await ensurePackages(absent(OPTIONAL), options).catch(() => undefined)
    },
  }
}
