import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePackages } from './packages.mjs'

const DEBIAN = '/usr/lib/postgresql'
const WHY = {
  vi: 'Các bài kiểm thử cần máy chủ PostgreSQL (chương trình, không phải dịch vụ).',
  en: 'The tests need the PostgreSQL server (its programs, not a service).',
}
/**
 * Debian's package makes a cluster and runs it as a service. The tests want neither: they start servers of their own.
 * The file says so while the package is being installed, and is gone afterwards.
 */
const FOLDER = '/etc/postgresql-common/createcluster.d'
const DROP_IN = `${FOLDER}/diem-cau-tests.conf`
const AROUND = {
  before: [`mkdir -p ${FOLDER}`, `echo 'create_main_cluster = false' > ${DROP_IN}`],
  after: [`rm -f ${DROP_IN}`],
}

function isInstalled() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.some((folder) => existsSync(join(folder, 'initdb')))
}

/**
 * The database server that the tests start and end.
 * @returns {import('./steps.mjs').Step}
 */
export function postgresStep({ toolEnv }) {
  return {
    title: 'PostgreSQL',
    isDone: isInstalled,
    run: (progress) => ensurePackages(['postgresql'], { why: WHY, progress, env: toolEnv, around: AROUND }),
  }
}
