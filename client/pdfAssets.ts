import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const LIBRARY = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const { version }: { version: string } = JSON.parse(readFileSync(join(LIBRARY, 'package.json'), 'utf8'))
/** Served with the other assets, for ever under this name. */
const BASE = `assets/pdfjs-${version}`
/** What pdf.js asks for while it draws: tables of East Asian encodings, fonts that a paper leaves out, decoders of scans. */
const FOLDERS = ['cmaps', 'standard_fonts', 'iccs', 'wasm'] as const
/** Scans are decoded by scripts: WebAssembly would need a wider content security policy. */
const LEFT_OUT = /^LICENSE|\.wasm$|^quickjs/

function files(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(LIBRARY, folder))
      .filter((name) => !LEFT_OUT.test(name))
      .map((name) => `${folder}/${name}`),
  )
}

/** Lets our own server give out what pdf.js needs beside its code: nothing is fetched from elsewhere. */
export function pdfAssets(): Plugin {
  return {
    name: 'pdf-assets',
    config: () => ({ define: { PDF_ASSETS: JSON.stringify(`/${BASE}/`) } }),
    generateBundle() {
      for (const file of files()) {
        this.emitFile({
          type: 'asset',
          fileName: `${BASE}/${file}`,
          source: readFileSync(join(LIBRARY, file)),
        })
      }
    },
    configureServer(server) {
      const known = new Set(files())
      server.middlewares.use(`/${BASE}`, (request, response, next) => {
        const file = (request.url ?? '').slice(1).split('?', 1)[0] ?? ''
        if (!known.has(file)) return next()
        if (file.endsWith('.js')) response.setHeader('content-type', 'text/javascript')
        createReadStream(join(LIBRARY, file)).pipe(response)
      })
    },
  }
}
