import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pdfAssets } from './pdfAssets.ts'

/** Where a bridge runs while the pages are developed; its certificate comes from a local CA. */
const DEVELOPMENT_BRIDGE = 'https://127.0.0.1:8443'

const proxied = { target: DEVELOPMENT_BRIDGE, secure: false, changeOrigin: true }

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), pdfAssets()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Rooms and consoles run the Chromium of Debian stable or newer.
    target: 'chrome128',
    // Nothing as a data: address, so that the content security policy can stay narrow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': proxied,
      '/docs': proxied,
      '/kit': proxied,
      '/socket.io': { ...proxied, ws: true },
    },
  },
})
