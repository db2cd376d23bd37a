import { directoryFault, type DirectoryFault, type FaultPath } from './faults.ts'
import { DIRECTORY_LIMITS } from './types.ts'

/** Control, private and unassigned characters. Half a surrogate pair is among them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u

/** Checks a name that people read: not empty, not too long, nothing unprintable or text-reversing in it. */
export function validateName(name: string, path: FaultPath): DirectoryFault[] {
  if (name.trim() === '') return [directoryFault('empty_name', path)]
  if (name.length > DIRECTORY_LIMITS.nameLength) {
    return [
      directoryFault('name_too_long', path, { length: name.length, limit: DIRECTORY_LIMITS.nameLength }),
    ]
  }
  const position = name.search(UNPRINTABLE)
  return position < 0 ? [] : [directoryFault('name_unprintable', path, { position: position + 1 })]
}
