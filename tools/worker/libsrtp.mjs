import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../setup/errors.mjs'
import { run } from '../setup/process.mjs'

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const INDEX_FORMAT = '$(ORIGIN)|$(REPO_URI)|$(CODENAME)|$(COMPONENT)'

/**
 * The `deb-src` lines for the Debian archives that apt uses already, whichever way they are written in its settings.
 * @param {string} indexTargets output of `apt-get indextargets --format INDEX_FORMAT`
 */
export function sourceLines(indexTargets, keyring = '') {
  const option = keyring === '' ? '' : `[signed-by=${keyring}] `
  const lines = indexTargets
    .split('\n')
    .map((line) => line.split('|'))
    .filter(([origin, uri]) => origin === 'Debian' && uri)
    .map(([, uri, codename, component]) => `deb-src ${option}${uri} ${codename} ${component}`)
  return [...new Set(lines)]
}

/**
 * Fetches Debian's source package of libsrtp2 (apt checks it against the archive's signature, Debian's patches are
 * applied) and builds it, static, on OpenSSL. Debian's binary package uses NSS, which costs half as much again for
 * every forwarded packet. Needs no root: apt works in `folder` with lists of its own.
 * @returns {Promise<string>} the folder for PKG_CONFIG_PATH
 */
export async function buildLibsrtp(folder, progress, env) {
  const targets = await run('apt-get', ['indextargets', '--format', INDEX_FORMAT, 'Created-By: Packages'], {
    env,
  })
  const lines = sourceLines(targets, existsSync(KEYRING) ? KEYRING : '')
  if (lines.length === 0) throw noArchive()

  const sources = join(folder, 'sources')
  mkdirSync(join(folder, 'lists', 'partial'), { recursive: true })
  mkdirSync(sources)
  writeFileSync(join(sources, 'debian.list'), `${lines.join('\n')}\n`)
  const apt = (...args) =>
    run('apt-get', [...aptOptions(folder, sources), ...args], { cwd: folder, env: { ...env, LC_ALL: 'C' } })
  progress('libsrtp2: apt-get source')
  await apt('update')
  await apt('source', 'libsrtp2')

  const source = readdirSync(folder, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && /^libsrtp2?-/.test(entry.name),
  )
  const build = join(folder, 'build')
  const prefix = join(folder, 'prefix')
  progress('libsrtp2: meson, ninja')
  const options = [
    '--buildtype=release',
    '-Ddefault_library=static',
    '-Dcrypto-library=openssl',
    '-Dtests=disabled',
  ]
  await run(
    'meson',
    ['setup', ...options, '--prefix', prefix, '--libdir', 'lib', build, join(folder, source.name)],
    { env },
  )
  await run('ninja', ['-C', build, 'install'], { env })
  return join(prefix, 'lib', 'pkgconfig')
}

/** apt with our own list of sources and our own place for its lists; the machine's settings stay as they are. */
function aptOptions(folder, sources) {
  const settings = {
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': sources,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': folder,
    'APT::Sandbox::User': 'root', // Our folder is not readable to the user _apt.
  }
  return ['-q', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])]
}

function noArchive() {
  return new SetupError({
    code: 'no-debian-archive',
    vi: 'apt trên máy này chưa có danh mục gói của Debian, nên không lấy được mã nguồn libsrtp2.',
    en: 'apt on this machine has no lists of a Debian archive, so the source of libsrtp2 cannot be fetched.',
    commands: ['sudo apt-get update'],
  })
}
