/**
 * Imports point one way: protocol ← core ← app ← adapters ← main. The client and the media node know the protocol only.
 * TypeScript is read by swc: TypeScript 7 has no API that dependency-cruiser could use.
 */
const PRODUCTION = { pathNot: '[.]test[.]tsx?$' }
/** Specifications and what they share: they use the tools of the whole repository. */
const SPECIFICATION = '([.]test|/testing[A-Za-z]*)[.]tsx?$'

/** Modules of Node.js that only compute; everything else of Node is I/O, a clock or randomness. */
const PURE_NODE = '^(node:)?(util|path|url|querystring|assert|string_decoder|buffer)(/|$)'

module.exports = {
  forbidden: [
    {
      name: 'protocol-imports-nothing-of-ours',
      comment: 'The contract is what both ends depend on, so it depends on neither.',
      severity: 'error',
      from: { path: '^protocol/src/' },
      to: { path: '^(server|sfu|client|tools|tests)/' },
    },
    {
      name: 'core-imports-protocol-only',
      comment: 'The rules of a meeting know nothing of how they are called, stored or shown.',
      severity: 'error',
      from: { path: '^server/src/core/' },
      to: { path: '^(server/src/(?!core/)|sfu/|client/|tools/|tests/)' },
    },
    {
      name: 'core-does-no-io',
      comment: 'Core takes clock and randomness as arguments and does no I/O.',
      severity: 'error',
      from: { path: '^server/src/core/', ...PRODUCTION },
      to: { dependencyTypes: ['core'], pathNot: PURE_NODE },
    },
    {
      name: 'core-has-no-libraries-of-the-outside',
      comment: 'Of libraries, core may use those that only compute.',
      severity: 'error',
      from: { path: '^server/src/core/', ...PRODUCTION },
      to: {
        path: 'node_modules/(fastify|@fastify|socket[.]io|kysely|better-sqlite3|pino|prom-client|mediasoup)',
      },
    },
    {
      name: 'app-does-not-import-adapters',
      comment: 'Use cases define ports; adapters implement them.',
      severity: 'error',
      from: { path: '^server/src/app/' },
      to: { path: '^server/src/(adapters/|main[.]ts)' },
    },
    {
      name: 'adapters-do-not-import-main',
      comment: 'main wires; nothing hangs on it.',
      severity: 'error',
      from: { path: '^server/src/(?!main[.]ts)' },
      to: { path: '^server/src/main[.]ts' },
    },
    {
      name: 'client-and-sfu-import-protocol-only',
      comment: 'They meet the server through the protocol.',
      severity: 'error',
      from: { path: '^(client|sfu)/src/' },
      to: { path: '^(server|tools|tests)/' },
    },
    {
      name: 'client-and-sfu-are-strangers',
      severity: 'error',
      from: { path: '^(client|sfu)/src/' },
      to: { path: '^(client|sfu)/', pathNot: '^$1/' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that only know each other by type are erased when they run.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared-dependency',
      comment: 'A package that is only there because another brought it can go at any time.',
      severity: 'error',
      from: { path: '^(protocol|server|sfu|client)/src/', pathNot: SPECIFICATION },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
