import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SetupError, describeError } from './setup/errors.mjs'
import { interrupt } from './setup/process.mjs'
import { createReporter } from './setup/report.mjs'
import { ROOT, setUp } from './setup/setup.mjs'
import { runProgram } from './program.mjs'

const BENCHES = join(ROOT, 'tests', 'bench')
const HARD_STOP_MS = 5_000
const INTERRUPTED = 130 // What shells answer after Ctrl-C.

const COMMANDS = {
  start: {
    usage: 'start',
    does: 'Cài phần còn thiếu rồi chạy cầu / set up what is missing and run the bridge',
    run: (args) => runTs('server/src/main.ts', args),
  },
  test: {
    usage: 'test [unit|integration|e2e …] [-- vitest options]',
    does: 'Kiểm tra mã rồi chạy mọi bài kiểm thử / check the code, then run every test',
    run: async (args) =>
      (await import('./testing/testing.mjs')).test(args, await prepared({ forTests: true })),
  },
  check: {
    usage: 'check',
    does: 'Định dạng, lint, kiểu, mã thừa, hướng phụ thuộc / format, lint, types, dead code, dependency direction',
    run: async () => (await import('./testing/checks.mjs')).checkAll(await prepared()),
  },
  bench: {
    usage: 'bench NAME [--json]',
    does: 'Đo hiệu năng / measure',
    run: bench,
  },
  fuzz: {
    usage: 'fuzz [--commands N] [--seed N] [--json] [--replay FILE]',
    does: 'Ra lệnh ngẫu nhiên cho phần lõi, kiểm tra mọi quy tắc / try the core with commands by chance, every rule checked',
    run: (args) => runTs('tests/fuzz/fuzz.ts', args, { quietly: true, withoutMedia: true }),
  },
  simulate: {
    usage: 'simulate [--sites N]',
    does: 'Thêm các điểm cầu giả lập vào cầu đang chạy / join synthetic sites to a running bridge',
    run: (args) => runTs('tools/simulator/main.ts', args),
  },
  bridge: {
    usage: 'bridge COMMAND … (bridge --help)',
    does: 'Quản trị: sao lưu, khôi phục, tài khoản … / administration: backup, restore, accounts …',
    run: (args) => runTs('server/src/cli/main.ts', args, { quietly: true, withoutMedia: true }),
  },
  setup: {
    usage: 'setup [--for-tests]',
    does: 'Chỉ cài đặt / set up only',
    run: setupOnly,
  },
}

/**
 * Steps are for people and go to stderr where a program's own output is read by another one. `quietly` says nothing of
 * what was ready before.
 */
function prepared({ quietStdout = false, quietly = false, ...options } = {}) {
  const report = createReporter(quietStdout || quietly ? process.stderr : process.stdout)
  return setUp({ report: quietly ? { ...report, done: () => {} } : report, ...options })
}

async function runTs(file, args, options) {
  const { nodeBinary, env } = await prepared(options)
  stopHandlers()
  return runProgram(nodeBinary, [join(ROOT, file), ...args], { cwd: ROOT, env })
}

async function bench([name, ...args]) {
  const known = existsSync(BENCHES)
    ? readdirSync(BENCHES)
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => basename(file, '.ts'))
    : []
  if (!known.includes(name)) {
    throw new SetupError({
      code: 'bench-unknown',
      vi: `Cần tên một phép đo; hiện có: ${known.join(', ') || '(chưa có)'}.`,
      en: `Name one of the benches: ${known.join(', ') || '(none yet)'}.`,
    })
  }
  return runTs(join('tests', 'bench', `${name}.ts`), args, { quietStdout: true })
}

async function setupOnly(args) {
  const { nodeBinary, workerBinary } = await prepared({ forTests: args.includes('--for-tests') })
  console.log(`  node: ${nodeBinary}\n  mediasoup-worker: ${workerBinary}`)
  return 0
}

function help() {
  const lines = Object.values(COMMANDS).map(({ usage, does }) => `  ${usage}\n      ${does}`)
  return ['npm start · npm test · node tools/run.mjs <command>', '', ...lines].join('\n')
}

let interruptedBy

function onSignal(signal) {
  interruptedBy = signal
  if (interrupt()) {
    console.error('  Đang cài gói, không cắt ngang được; sẽ dừng ngay khi xong.')
    console.error(
      '  Packages are being installed, which must not be cut off; stopping as soon as that is done.',
    )
    return
  }
  setTimeout(() => process.exit(INTERRUPTED), HARD_STOP_MS).unref()
}

function stopHandlers() {
  process.off('SIGINT', onSignal)
  process.off('SIGTERM', onSignal)
}

/** Programs with options of their own, which they tell themselves. */
const SELF_EXPLAINING = new Set(['bridge', 'fuzz'])

/** @param {string[]} argv without the program's own name */
export async function main([name, ...args]) {
  if (
    name === undefined ||
    ['help', '--help', '-h'].includes(name) ||
    (args[0] === '--help' && !SELF_EXPLAINING.has(name))
  ) {
    console.log(help())
    return
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (command === undefined) {
      throw new SetupError({
        code: 'command-unknown',
        vi: `Không có lệnh "${name}".`,
        en: `There is no command "${name}".\n\n${help()}`,
      })
    }
    process.exitCode = await command.run(args)
  } catch (error) {
    console.error(describeError(error))
    process.exitCode = interruptedBy === undefined ? 1 : INTERRUPTED
  } finally {
    stopHandlers()
  }
}
