import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { parse } from 'fast-csv'
import { DataError } from '../issue/errors.js'
import type { IssueLog } from '../issue/issue.js'

/** A record longer than this is taken for an unclosed quote or a file that is no CSV. */
export const MAX_RECORD_BYTES = 1 << 20

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22
const SEPARATORS = [',', ';', '\t'] as const

/** Stops a read with a finding of its own. */
class Unreadable extends Error {
  readonly code: string
  readonly problem: string
  readonly expected: string
  readonly row: number | undefined

  constructor(code: string, problem: string, expected: string, row?: number) {
    super(problem)
    this.code = code
    this.problem = problem
    this.expected = expected
    this.row = row
  }
}

/**
 * Lists the CSV files of a folder, in the order of their names.
 *
 * @throws DataError where the folder cannot be read
 */
export async function listCsvFiles(folder: string): Promise<string[]> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch {
    throw new DataError(
      `Cannot read the folder "${folder}"; expected a folder with node.csv and link files such as rail.csv.`,
    )
  }
  return names
    .filter((name) => name.toLowerCase().endsWith('.csv'))
    .sort()
    .map((name) => join(folder, name))
}

/**
 * Reads a CSV file and hands each record (an array of cells, the header first) to `onRecord`.
 * UTF-8 with or without BOM; separator `,` `;` or tab, told from the header line; LF or CRLF; quoted fields.
 * A file that cannot be read, in whole or from some row on, becomes one `error` issue that says so.
 *
 * Runs in constant memory apart from what `onRecord` keeps; a record may have at most {@link MAX_RECORD_BYTES}.
 */
export async function readCsvFile(
  path: string,
  log: IssueLog,
  onRecord: (cells: readonly string[]) => void,
): Promise<void> {
  const file = basename(path)
  let records = 0
  try {
    const source = createReadStream(path, { highWaterMark: 1 << 18 })
    const chunks = guarded(source)
    const first = await chunks.next()
    if (first.done === true) return
    const delimiter = separatorOf(first.value)
    await new Promise<void>((resolve, reject) => {
      const input = Readable.from(prepend(first.value, chunks), { objectMode: false })
      const parser = parse({ headers: false, delimiter, ignoreEmpty: false, encoding: 'utf8' })
      parser.on('data', (cells: string[]) => {
        records++
        onRecord(cells)
      })
      parser.on('error', reject)
      parser.on('end', () => resolve())
      input.on('error', (error) => {
        parser.destroy()
        reject(error)
      })
      input.pipe(parser)
    })
  } catch (error) {
    log.add(findingOf(error, file, records))
  }
}

async function* prepend(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

function findingOf(error: unknown, file: string, records: number) {
  if (error instanceof Unreadable) {
    const { code, problem, expected } = error
    return { severity: 'error', code, file, row: error.row ?? records + 1, problem, expected } as const
  }
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') {
    return {
      severity: 'error',
      code: 'missing-file',
      file,
      problem: 'there is no such file',
      expected: 'a readable CSV file',
    } as const
  }
  if (code === 'EISDIR' || code === 'EACCES' || code === 'EPERM') {
    return {
      severity: 'error',
      code: 'unreadable-file',
      file,
      problem: code === 'EISDIR' ? 'it is a folder, not a file' : 'the file may not be read',
      expected: 'a readable CSV file',
    } as const
  }
  return {
    severity: 'error',
    code: 'malformed-csv',
    file,
    row: records + 1,
    problem: 'the record is not well-formed CSV, so the file is not read from here on',
    expected: 'a quoted field to be closed and followed by a separator or the end of the line',
  } as const
}

function separatorOf(head: Buffer): string {
  const end = head.indexOf(LINE_FEED)
  const line = head.toString('utf8', 0, end === -1 ? Math.min(head.length, 1 << 16) : end).replace(/"[^"]*"/g, '')
  let best: string = ','
  let most = 0
  for (const separator of SEPARATORS) {
    const count = line.split(separator).length - 1
    if (count > most) {
      most = count
      best = separator
    }
  }
  return best
}

/**
 * Passes the bytes on and stops at what would hang a parser or be misread: a NUL byte, text that is not UTF-8,
 * a record without an end. fast-csv looks at an unfinished record anew with every chunk, so without this
 * a 50 MB line takes quadratic time.
 */
async function* guarded(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let row = 1
  let recordBytes = 0
  let inQuotes = false
  let atCellStart = true
  let isFirst = true
  for await (const chunk of source) {
    if (isFirst) refuseUtf16(chunk)
    isFirst = false
    const rowAtStart = row
    let recordStart = 0
    let fault: Unreadable | undefined
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number
      recordBytes++
      if (byte === QUOTE) {
        // A quote inside a quoted field either ends it or is the first of a doubled one; toggling handles both.
        if (inQuotes) inQuotes = false
        else if (atCellStart || chunk[i - 1] === QUOTE) inQuotes = true
        atCellStart = false
        continue
      }
      if (byte === LINE_FEED && !inQuotes) {
        row++
        recordBytes = 0
        recordStart = i + 1
        atCellStart = true
        continue
      }
      if (byte === 0) {
        fault = new Unreadable(
          'binary-file',
          'the file holds a NUL byte, so it is not read from here on',
          'a text file in UTF-8',
          row,
        )
        break
      }
      if (recordBytes > MAX_RECORD_BYTES) {
        fault = new Unreadable(
          'endless-record',
          inQuotes
            ? 'a quoted field is not closed within 1 MiB, so the file is not read from here on'
            : 'the row is longer than 1 MiB, so the file is not read from here on',
          'a CSV file with one record a line',
          row,
        )
        break
      }
      atCellStart = byte === 0x2c || byte === 0x3b || byte === 0x09 || (atCellStart && byte === CARRIAGE_RETURN)
    }
    if (fault === undefined) {
      try {
        decoder.decode(chunk, { stream: true })
      } catch {
        const bad = firstLineThatIsNotUtf8(chunk)
        recordStart = bad.start
        fault = new Unreadable(
          'not-utf8',
          'the row is not UTF-8, so the file is not read from here on',
          'a file saved as UTF-8',
          rowAtStart + bad.lines,
        )
      }
    }
    if (fault !== undefined) {
      // What stands before the bad record is good and is still handed on.
      if (recordStart > 0) yield chunk.subarray(0, recordStart)
      throw fault
    }
    yield chunk
  }
}

function firstLineThatIsNotUtf8(chunk: Buffer): { readonly start: number; readonly lines: number } {
  let start = 0
  // The first line may begin inside a character that the chunk before started.
  while (start < 3 && ((chunk[start] ?? 0) & 0xc0) === 0x80) start++
  for (let lines = 0; ; lines++) {
    const end = chunk.indexOf(LINE_FEED, start)
    if (end === -1 || !isUtf8(chunk.subarray(start, end))) return { start: lines === 0 ? 0 : start, lines }
    start = end + 1
  }
}

function refuseUtf16(chunk: Buffer): void {
  const isUtf16 = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)
  if (isUtf16) {
    throw new Unreadable('not-utf8', 'the file is UTF-16, so it is not read', 'a file saved as UTF-8', 1)
  }
}
