export interface Bilingual {
  readonly vi: string
  readonly en: string
}

/** One thing that is wrong in a file that a person wrote. Lines and columns count from 1; null where there is none. */
export interface FileFault {
  /** As the reader knows it: the path as given, or the name of an environment variable. */
  readonly file: string
  readonly line: number | null
  readonly col: number | null
  readonly code: string
  readonly reason: Bilingual
}

/** `config/bridge.yaml:12:3  reason`, as editors and terminals understand it. */
export function formatFault(fault: FileFault, language: keyof Bilingual): string {
  const place = [fault.file, fault.line, fault.col].filter((part) => part !== null).join(':')
  return `${place}  ${fault.reason[language]}`
}

/** Both languages, one below the other: what is printed before anybody's language is known. */
export function formatFaults(faults: readonly FileFault[]): string {
  return faults
    .map((fault) => {
      const first = formatFault(fault, 'vi')
      return `${first}\n${' '.repeat(first.indexOf('  ') + 2)}${fault.reason.en}`
    })
    .join('\n')
}
