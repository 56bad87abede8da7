import type { Issue } from './issue.js'

/**
 * Misuse of the library: an unknown place, option or value. The message names what was received, what
 * was expected and the nearest known names. The command line ends with exit code 2.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** The nearest known names, best first; empty where none is near. */
  readonly suggestions: readonly string[]

  constructor(message: string, suggestions: readonly string[] = []) {
    super(message)
    this.suggestions = suggestions
  }
}

/**
 * Data that cannot be used at all, or any `error` issue under `strict`. The command line ends with exit code 1.
 */
export class DataError extends Error {
  override readonly name = 'DataError'
  readonly issues: readonly Issue[]

  constructor(message: string, issues: readonly Issue[] = []) {
    super(message)
    this.issues = issues
  }
}
