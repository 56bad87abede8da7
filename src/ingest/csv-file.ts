import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { parse } from 'fast-csv'
import { DataError } from '../issue/errors.js'
import type { Finding, IssueLog } from '../issue/issue.js'
import { MAX_RECORD_BYTES, type Separator, separatorOf, Unreadable, wholeRecords } from './whole-records.js'

const CHUNK_BYTES = 1 << 18
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

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
 * Reads a CSV file and hands each record (an array of cells, the header first) to `onRecord`; a blank line is a
 * record without cells. UTF-8 with or without BOM; separator `,` `;` or tab, told from the header line; LF, CRLF or
 * CR; quoted fields. A file that cannot be read, in whole or from some record on, becomes one `error` issue that says
 * so; every record before that one is handed on.
 *
 * Runs in constant memory apart from what `onRecord` keeps; a record may have at most {@link MAX_RECORD_BYTES}.
 *
 * @returns whether the file was read to its end
 */
export async function readCsvFile(
  path: string,
  log: IssueLog,
  onRecord: (cells: readonly string[]) => void,
): Promise<boolean> {
  let records = 0
  try {
    const lines = wholeLines(createReadStream(path, { highWaterMark: CHUNK_BYTES }))
    const first = await lines.next()
    if (first.done === true) return true
    const separator = separatorOf(first.value)
    await parseRecords(wholeRecords(prepend(first.value, lines), separator), separator, (cells) => {
      records++
      onRecord(cells)
    })
    return true
  } catch (error) {
    const finding = findingOf(error, basename(path), records + 1)
    if (finding === undefined) throw error
    log.add(finding)
    return false
  }
}

async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

/** Parses text to its end or its first fault, which is thrown after the records before it have been handed on. */
async function parseRecords(
  text: AsyncIterable<string>,
  delimiter: Separator,
  onRecord: (cells: string[]) => void,
): Promise<void> {
  const faults: unknown[] = []
  async function* good(): AsyncGenerator<string> {
    try {
      yield* text
    } catch (fault) {
      faults.push(fault)
    }
  }
  await new Promise<void>((resolve, reject) => {
    const parser = parse({ headers: false, delimiter, ignoreEmpty: false })
    parser.on('data', onRecord)
    parser.on('error', reject)
    parser.on('end', () => resolve())
    Readable.from(good()).pipe(parser)
  })
  if (faults.length > 0) throw faults[0]
}

/**
 * Decodes the bytes of a file into blocks of whole lines, and stops at what is no text: a NUL byte, bytes that are
 * not UTF-8, a line without an end.
 *
 * @throws Unreadable after the last good line
 */
async function* wholeLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0)
  let isFirst = true
  for await (const chunk of source) {
    if (isFirst) refuseUtf16(chunk)
    const nul = chunk.indexOf(0)
    let block: Buffer<ArrayBufferLike> = Buffer.concat([rest, nul === -1 ? chunk : chunk.subarray(0, nul)])
    if (isFirst) block = withoutByteOrderMark(block)
    isFirst = false
    const firstEnd = block.length > MAX_RECORD_BYTES ? block.indexOf(LINE_FEED) : 0
    if (firstEnd === -1 || firstEnd > MAX_RECORD_BYTES) {
      throw new Unreadable(
        'endless-record',
        'the row is longer than 1 MiB, so the file is not read from here on',
        'a CSV file with one record a line',
        block.toString('latin1', 0, 100),
      )
    }
    const end = endOfLastLine(block)
    yield* decoded(block.subarray(0, end))
    rest = block.subarray(end)
    if (nul !== -1) {
      throw new Unreadable(
        'binary-file',
        'the row holds a NUL byte, so the file is not read from here on',
        'a text file in UTF-8',
        rest.toString('latin1', 0, 100),
      )
    }
  }
  yield* decoded(rest)
}

function refuseUtf16(chunk: Buffer): void {
  const isUtf16 = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)
  if (isUtf16) throw new Unreadable('not-utf8', 'the file is UTF-16, so it is not read', 'a file saved as UTF-8')
}

function withoutByteOrderMark(block: Buffer): Buffer {
  return block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? block.subarray(3) : block
}

function endOfLastLine(block: Buffer): number {
  const lineFeed = block.lastIndexOf(LINE_FEED)
  // Lines of old Macs end with CR alone. One at the very end may be the first half of a CRLF.
  return (lineFeed === -1 && block.length > 1 ? block.lastIndexOf(CARRIAGE_RETURN, block.length - 2) : lineFeed) + 1
}

function* decoded(lines: Buffer): Generator<string> {
  if (isUtf8(lines)) {
    if (lines.length > 0) yield lines.toString('utf8')
    return
  }
  let start = 0
  let end = lineEnd(lines, 0)
  while (isUtf8(lines.subarray(start, end))) {
    start = end + 1
    end = lineEnd(lines, start)
  }
  if (start > 0) yield lines.toString('utf8', 0, start)
  throw new Unreadable(
    'not-utf8',
    'the row is not UTF-8, so the file is not read from here on',
    'a file saved as UTF-8',
    lines.toString('latin1', start, Math.min(end, start + 100)),
  )
}

function lineEnd(lines: Buffer, from: number): number {
  let i = from
  while (i < lines.length && lines[i] !== LINE_FEED && lines[i] !== CARRIAGE_RETURN) i++
  return i
}

/** What an error says about the file; `undefined` for a mistake of ours or of the caller. */
function findingOf(error: unknown, file: string, row: number): Finding | undefined {
  const severity = 'error'
  if (error instanceof Unreadable) {
    const { code, message, expected, value } = error
    return { severity, code, file, row, value, problem: message, expected }
  }
  const { code } = error as NodeJS.ErrnoException
  const expected = 'a readable CSV file'
  if (code === 'ENOENT') return { severity, code: 'missing-file', file, problem: 'there is no such file', expected }
  if (code === 'EISDIR') {
    return { severity, code: 'unreadable-file', file, problem: 'it is a folder, not a file', expected }
  }
  if (code !== undefined) {
    return { severity, code: 'unreadable-file', file, problem: `the file cannot be read (${code})`, expected }
  }
  if (!(error instanceof Error && error.message.startsWith('Parse Error'))) return undefined
  return {
    severity,
    code: 'malformed-csv',
    file,
    row,
    problem: 'the record is not well-formed CSV, so the file is not read from here on',
    expected,
  }
}
