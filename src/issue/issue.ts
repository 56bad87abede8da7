/**
 * A finding about a row of input data. Loading never throws for bad data and never drops a row in
 * silence: everything noticed becomes an `Issue`.
 */
export interface Issue {
  /** `error`: the row or value could not be used. `warning`: used, but look at it. `info`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'info'
  /** Stable kebab-case word for the kind of finding, for example `unknown-node`. */
  readonly code: string
  /** File name as given, without its folder. */
  readonly file: string
  /** Row in the file, counted as a spreadsheet counts: the header is row 1. Absent when the whole file is meant. */
  readonly row?: number
  /** Column header, lower case. */
  readonly column?: string
  /** The offending value as text, shortened to 60 characters. */
  readonly value?: string
  /** What would have been accepted. */
  readonly expected: string
  /** One sentence: where, what, what was expected. */
  readonly message: string
}

/** What a caller knows of a finding; `message` is put together from it. */
export interface Finding {
  readonly severity: Issue['severity']
  readonly code: string
  readonly file: string
  readonly row?: number | undefined
  readonly column?: string | undefined
  readonly value?: string | undefined
  /** What is wrong, as a clause without the value: "unknown mode, so the row is left out". */
  readonly problem: string
  readonly expected: string
  /** Known words near the value, best first; shown in the message. */
  readonly suggestions?: readonly string[] | undefined
}

const MAX_VALUE_LENGTH = 60

/** Cuts a value so that a 50 MB cell does not end up in a message. */
export function shorten(value: string): string {
  if (value.length <= MAX_VALUE_LENGTH) return value
  // Not in the middle of a surrogate pair.
  return `${value.slice(0, MAX_VALUE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Builds the issue with its one-sentence message. */
export function issueFrom(finding: Finding): Issue {
  const place = [
    finding.file,
    finding.row === undefined ? undefined : `row ${finding.row}`,
    finding.column === undefined ? undefined : `column ${shorten(finding.column)}`,
  ].filter((part) => part !== undefined)
  const value = finding.value === undefined ? undefined : shorten(finding.value)
  const shown = value === undefined || value === '' ? '' : `: "${value.replace(/\s+/g, ' ')}"`
  const near = finding.suggestions ?? []
  const hint = near.length === 0 ? '' : ` (did you mean ${near.map((word) => `"${word}"`).join(' or ')}?)`
  return {
    severity: finding.severity,
    code: finding.code,
    file: finding.file,
    ...(finding.row === undefined ? {} : { row: finding.row }),
    ...(finding.column === undefined ? {} : { column: shorten(finding.column) }),
    ...(value === undefined ? {} : { value }),
    expected: finding.expected,
    message: `${place.join(', ')}: ${finding.problem}${shown}${hint}; expected ${finding.expected}.`,
  }
}

/** Collects issues in the order in which they are found. */
export class IssueLog {
  readonly issues: Issue[] = []

  add(finding: Finding): void {
    this.issues.push(issueFrom(finding))
  }
}
