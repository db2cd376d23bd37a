import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './errors.mjs'
import { readIfThere } from './files.mjs'
import { ensurePackages } from './packages.mjs'

const DEBIAN = '/usr/lib/postgresql'
/** The first that knows the locales of ICU, which the tests ask for. */
const OLDEST_POSTGRES = 15
/**
 * Debian's package makes a cluster and runs it as a service. The tests want neither: they start servers of their own.
 * The file says so while the package is being installed, and is gone afterwards.
 */
const NO_CLUSTER = {
  path: '/etc/postgresql-common/createcluster.d/diem-cau-tests.conf',
  text: 'create_main_cluster = false',
}
const WHY = {
  vi: 'Các bài kiểm thử cần trình duyệt Chromium và máy chủ PostgreSQL (chương trình, không phải dịch vụ).',
  en: 'The tests need the browser Chromium and the PostgreSQL server (its programs, not a service).',
}

/**
 * What the tests call, by package. Each is looked for by its file, which costs nothing when it is there.
 * @type {Record<string, (isRoot: boolean) => boolean>}
 */
const REQUIRED = {
  chromium: () => existsSync('/usr/bin/chromium'),
  postgresql: (isRoot) => {
    if (isRoot && (existsSync(NO_CLUSTER.path) || !hasServerUser())) return false
    return hasPostgres(existsSync(DEBIAN) ? readdirSync(DEBIAN) : [], (process.env.PATH ?? '').split(':'))
  },
}
const OPTIONAL = {
  'docker-compose': () =>
    existsSync('/usr/bin/docker-compose') || existsSync('/usr/local/bin/docker-compose'),
}

/**
 * Whether a server that is new enough can be made.
 * @param {string[]} versions folders of Debian's, by major version
 * @param {string[]} path folders of programs; what is there by somebody's hand is taken as it is
 */
export function hasPostgres(versions, path, exists = existsSync) {
  const folders = versions
    .filter((version) => Number(version) >= OLDEST_POSTGRES)
    .map((version) => join(DEBIAN, version, 'bin'))
  return [...folders, ...path].some((folder) => exists(join(folder, 'initdb')))
}

/** PostgreSQL refuses to run as root; the tests that do run it as the user that the end of its installation makes. */
function hasServerUser() {
  return /^postgres:/m.test(readIfThere('/etc/passwd') ?? '')
}

function absent(programs, isRoot) {
  return Object.keys(programs).filter((name) => !programs[name](isRoot))
}

/**
 * The browser, the database server and the tools that the tests drive. docker-compose only checks a file; where it
 * cannot be installed that check is left out and says so.
 * @returns {import('./steps.mjs').Step}
 */
export function programsStep({ toolEnv, note }) {
  const isRoot = process.getuid?.() === 0
  const canInstall = isRoot && existsSync('/usr/bin/apt-get')
  return {
    title: `Debian: ${[...Object.keys(REQUIRED), ...Object.keys(OPTIONAL)].join(', ')}`,
    isDone: () =>
      absent(REQUIRED, isRoot).length === 0 && (!canInstall || absent(OPTIONAL, isRoot).length === 0),
    run: async (progress) => {
      const options = { why: WHY, progress, note, env: toolEnv }
      if (isRoot) rmSync(NO_CLUSTER.path, { force: true }) // Of a setup that was killed.
      const wanted = absent(REQUIRED, isRoot)
      const file = wanted.includes('postgresql') ? NO_CLUSTER : undefined
      await ensurePackages(wanted, { ...options, file, alsoGood: absent(OPTIONAL, isRoot) })
      const still = absent(REQUIRED, isRoot)
      if (still.length > 0) throw stillAbsent(still)
      if (canInstall) await installOptional(absent(OPTIONAL, isRoot), options, note)
    },
  }
}

async function installOptional(names, options, note) {
  try {
    await ensurePackages(names, options)
  } catch (error) {
    if (!(error instanceof SetupError) || error.code === 'interrupted') throw error
    note(`${names.join(', ')}: không cài được, bỏ qua / could not be installed, left out [${error.code}]`)
  }
}

function stillAbsent(names) {
  return new SetupError({
    code: 'program-missing',
    vi: `Các gói đã được cài nhưng chương trình của chúng không có hoặc quá cũ: ${names.join(', ')} (PostgreSQL cần từ bản ${OLDEST_POSTGRES}).`,
    en: `These packages are installed, but their programs are missing or too old: ${names.join(', ')} (PostgreSQL ${OLDEST_POSTGRES} or later is needed).`,
    commands: [`sudo apt-get install --reinstall ${names.join(' ')}`],
  })
}
