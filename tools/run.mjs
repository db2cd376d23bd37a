/**
 * The one door to everything: `node tools/run.mjs <command>`, which is what the scripts in package.json call. Only the
 * version of Node is looked at here, in words that old versions understand; the rest is loaded after that.
 */
const OLDEST_NODE = 20

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`[node-too-old] Cần Node.js ${OLDEST_NODE} trở lên; đang chạy ${process.version}.`)
  console.error(`  Node.js ${OLDEST_NODE} or later is needed; this is ${process.version}.`)
  process.exitCode = 1
} else {
  const { main } = await import('./commands.mjs')
  await main(process.argv.slice(2))
}
