import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../setup/errors.mjs'

/**
 * Changes to mediasoup-worker's own sources. Each must find its text exactly once: a new version of mediasoup that no
 * longer has it stops the build with a clear message instead of building something else.
 */
export const PATCHES = [
  {
    file: 'meson.build',
    why: "Debian 12 has meson 1.0.1, and nothing of 1.1 is used without mediasoup's downloads",
    find: "meson_version: '>= 1.1.0'",
    put: "meson_version: '>= 1.0.0'",
  },
  {
    file: 'meson.build',
    why: 'the precompiled header halves the time of the build',
    find: "'mediasoup-worker',\n  build_by_default: true,",
    put: "'mediasoup-worker',\n  build_by_default: true,\n  cpp_pch: 'pch/pch.hpp',",
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    // The callback tests the flag BIO_CB_RETURN with ==, so for every BIO_ctrl() it answers 1. OpenSSL with kernel TLS
    // (Debian's; mediasoup's own download has none) reads that as "kernel TLS is on", allocates no write buffer and
    // crashes in the first DTLS handshake with a browser.
    why: "OpenSSL's return flag is a bit to be tested, not a value to be compared",
    find: '(operationType == BIO_CB_RETURN) ?',
    put: '((operationType & BIO_CB_RETURN) != 0) ?',
  },
]

/** The text with one replacement made; undefined unless the text to find is there exactly once. */
export function replaceOnce(text, find, put) {
  const parts = text.split(find)
  return parts.length === 2 ? parts.join(put) : undefined
}

/** Applies all patches below `folder`, a copy of the package's `worker/`. */
export function applyPatches(folder, patches = PATCHES) {
  for (const patch of patches) {
    const path = join(folder, patch.file)
    const changed = replaceOnce(readFileSync(path, 'utf8'), patch.find, patch.put)
    if (changed === undefined) throw outdated(patch)
    writeFileSync(path, changed)
  }
}

function outdated(patch) {
  return new SetupError({
    code: 'worker-patch-outdated',
    vi: `Bản vá cho ${patch.file} không còn khớp với mã nguồn mediasoup này; cần xem lại tools/worker/patches.mjs.`,
    en: `The patch of ${patch.file} does not fit the sources of this mediasoup; review tools/worker/patches.mjs.`,
    detail: patch.why,
  })
}
