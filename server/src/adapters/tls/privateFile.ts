import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { systemCode, TlsError } from './tlsError.ts'

/**
 * The text of a file, or undefined if there is no such file.
 * @throws {TlsError} `file_unreadable`
 */
export function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const why = systemCode(error) || String(error)
    if (why === 'ENOENT') return undefined
    throw new TlsError(
      'file_unreadable',
      { vi: `Không đọc được ${path} (${why}).`, en: `${path} cannot be read (${why}).` },
      { cause: error },
    )
  }
}

/**
 * Writes a file that only its owner reads, whole or not at all: a new file is synced to disk, then takes the name.
 * A power cut leaves either the old text or the new one.
 * @throws {TlsError} `folder_unwritable`
 */
export function writePrivateFile(path: string, text: string): void {
  const folder = dirname(path)
  const temporary = `${path}.new`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = openSync(temporary, 'w', 0o600)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(folder)
  } catch (error) {
    const why = systemCode(error) || String(error)
    throw new TlsError(
      'folder_unwritable',
      {
        vi: `Không ghi được chứng thư vào ${path} (${why}). Kiểm tra quyền ghi và dung lượng đĩa.`,
        en: `The certificate cannot be written to ${path} (${why}). Check the permissions and the free space.`,
      },
      { cause: error },
    )
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
