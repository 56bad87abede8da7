import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listCsvFiles, readCsvFile } from '../ingest/csv-file.js'
import { ANY, RULE_TABLES, tableOfFile } from '../ingest/schema.js'
import { addRows, emptyTables, openTable, type Tables } from '../ingest/tables.js'
import { DataError, UsageError } from '../issue/errors.js'
import { type Issue, IssueLog } from '../issue/issue.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { buildNetwork } from './build.js'
import type { Network } from './network.js'

export interface LoadOptions {
  /** Throw a {@link DataError} when any issue is an error. Default false. */
  readonly strict?: boolean
  /**
   * Which rules price a network that brings none of its own for some table (no `rate.csv`, say):
   * `shipped` takes the whole table from the network that comes with the package, with an `info` issue;
   * `own` leaves the table empty. Default `shipped`.
   */
  readonly missingRules?: 'shipped' | 'own'
}

export interface LoadResult {
  readonly network: Network
  /** Everything noticed while reading, in file order; empty for clean data. */
  readonly issues: readonly Issue[]
}

/** The folder of the network that comes with the package. */
export function shippedNetworkFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const candidate = join(folder, 'fixtures', 'eurasia')
    if (existsSync(join(candidate, 'corridor.csv'))) return candidate
    const parent = dirname(folder)
    if (parent === folder) throw new DataError('The shipped network is missing from the package; reinstall landbridge.')
    folder = parent
  }
}

/**
 * Loads a network from CSV files: a folder, or a list of files. With no argument, the shipped network.
 *
 * A file's name says its table: `node.csv`, `rail-china.csv`, `border.csv`; see the README for the columns.
 * Bad rows are left out, each with an issue; nothing is logged.
 *
 * @returns the network and everything noticed; O(rows)
 * @throws DataError where the folder cannot be read, or under `strict` where any issue is an error
 * @throws UsageError for an unknown option
 * @example
 * const { network, issues } = await loadNetwork('my-network')
 */
export async function loadNetwork(
  source: string | readonly string[] = shippedNetworkFolder(),
  options: LoadOptions = {},
): Promise<LoadResult> {
  checkOptions(options)
  const log = new IssueLog()
  const tables = emptyTables()
  const files = typeof source === 'string' ? await filesOf(source, log) : source
  const given = new Set<string | undefined>()
  for (const path of files) {
    given.add(tableOfFile(basename(path)))
    await readInto(tables, path, log)
  }
  if ((options.missingRules ?? 'shipped') === 'shipped') {
    await addShippedRules(tables, given, log)
  }
  const network = buildNetwork(tables, log)
  const errors = log.issues.filter((issue) => issue.severity === 'error')
  const [first] = errors
  if (options.strict === true && first !== undefined) {
    const others = errors.length - 1
    const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'error' : 'errors'})`
    throw new DataError(`${first.message}${more}`, log.issues)
  }
  return { network, issues: log.issues }
}

function checkOptions(options: LoadOptions): void {
  for (const option of Object.keys(options)) requireWord('option', option, ['strict', 'missingRules'])
  if (options.missingRules !== undefined) requireWord('missingRules', options.missingRules, ['shipped', 'own'])
}

function requireWord(what: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return
  const near = nearest(word, known)
  throw new UsageError(`Unknown ${what} "${word}"; expected ${known.join(' or ')}.${didYouMean(near)}`, near)
}

async function filesOf(folder: string, log: IssueLog): Promise<string[]> {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new DataError(`"${folder}" is a file; expected the folder that holds node.csv and the link files.`)
  }
  const files = await listCsvFiles(folder)
  if (!files.some((path) => tableOfFile(basename(path)) === 'node')) {
    log.add({
      severity: 'error',
      code: 'missing-file',
      file: 'node.csv',
      problem: 'the folder holds no node.csv',
      expected: 'a table of nodes',
    })
  }
  return files
}

async function readInto(tables: Tables, path: string, log: IssueLog): Promise<void> {
  const opened = openTable(basename(path), log)
  if (opened === undefined) return
  const isWhole = await readCsvFile(path, log, (cells) => opened.reader.record(cells))
  if (isWhole) opened.reader.end()
  addRows(tables, opened.table, opened.reader, log)
}

async function addShippedRules(tables: Tables, given: ReadonlySet<string | undefined>, log: IssueLog): Promise<void> {
  const lacking = RULE_TABLES.filter((table) => !given.has(table))
  if (lacking.length === 0) return
  const shipped = emptyTables()
  for (const path of await listCsvFiles(shippedNetworkFolder())) {
    const table = tableOfFile(basename(path))
    if (lacking.some((name) => name === table)) await readInto(shipped, path, log)
  }
  const nodes = new Set(tables.node.map((row) => row.node_id))
  const modes = new Set<unknown>(tables.link.map((row) => row.mode))
  for (const table of lacking) {
    const target = tables[table] as object[]
    if (shipped[table].length === 0) continue
    for (const row of shipped[table]) {
      // A rule for one place of the shipped network says nothing about another network's.
      if (namesOnly(row, nodes)) target.push(row)
    }
    // Losses, say, are no news to a network without lines of energy.
    if (!shipped[table].some((row) => isFor(row, modes))) continue
    log.add({
      severity: 'info',
      code: 'default-rules',
      file: `${table}.csv`,
      problem: 'the table is not given, so the shipped rules are used',
      expected: `a file ${table}.csv to replace them`,
    })
  }
}

/** Whether a rule is for one of some modes; one that names no mode is for all. */
function isFor(row: object, modes: ReadonlySet<unknown>): boolean {
  const { mode } = row as { readonly mode?: unknown }
  return mode === undefined || mode === ANY || modes.has(mode)
}

function namesOnly(row: object, nodes: ReadonlySet<string>): boolean {
  const cells = row as Record<string, unknown>
  return ['node_id', 'from_node_id', 'to_node_id'].every((column) => {
    const id = cells[column]
    return typeof id !== 'string' || id === ANY || nodes.has(id)
  })
}
