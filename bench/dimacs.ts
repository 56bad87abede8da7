/**
 * Reads the road networks of the 9th DIMACS Implementation Challenge (Demetrescu, Goldberg and Johnson 2009,
 * doi:10.1090/dimacs/074): a folder with one `*-d.*.gr.gz` (distances), one `*-t.*.gr.gz` (travel times) and one `*.co.gz`
 * (coordinates). The files are unpacked as a stream and parsed byte by byte: no line is ever made into a string.
 */
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { CLOSED, type Metric, type Topology, topologyFromArcs } from '../src/kernel/topology.js'

/** A network with two weights per arc. Vertex `v` is node `v + 1` of the files. */
export interface DimacsGraph {
  /** Arcs sorted by tail; those of one tail in the order of the files. */
  readonly topology: Topology
  readonly distance: Metric
  readonly time: Metric
}

export interface DimacsNetwork extends DimacsGraph {
  /** Longitudes, degrees. */
  readonly x: Float64Array
  /** Latitudes, degrees. */
  readonly y: Float64Array
}

/** Pairs of vertices (0-based; node ids less one). */
export interface Pairs {
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** The further column that was asked for; `undefined` where the file has none of that name. */
  readonly values: Float64Array | undefined
}

/** The graph and the coordinates of its vertices. @throws Error in one sentence where a file is missing or wrong */
export async function readDimacs(folder: string): Promise<DimacsNetwork> {
  const graph = await readDimacsGraph(folder)
  const file = await fileOf(folder, /\.co\.gz$/)
  const n = graph.topology.vertexCount
  const x = new Float64Array(n).fill(Number.NaN)
  const y = new Float64Array(n).fill(Number.NaN)
  let count = 0
  await readRecords(file, (kind, fields, id, lon, lat) => {
    if (kind !== VERTEX) return
    if (fields !== 3 || id < 1 || id > n) throw new Error(`${basename(file)}: node ${id} is not one of the ${n} nodes`)
    x[id - 1] = lon / 1e6
    y[id - 1] = lat / 1e6
    count++
  })
  if (count !== n) throw new Error(`${basename(file)}: ${count} nodes, but the graph has ${n}`)
  return { ...graph, x, y }
}

/** The graph without coordinates. @throws Error in one sentence where a file is missing or wrong */
export async function readDimacsGraph(folder: string): Promise<DimacsGraph> {
  const distanceFile = await fileOf(folder, /-d\.[^.]+\.gr\.gz$/)
  const timeFile = await fileOf(folder, /-t\.[^.]+\.gr\.gz$/)
  let vertexCount = 0
  let tail = new Uint32Array(0)
  let head = new Uint32Array(0)
  let distance: Metric = new Uint32Array(0)
  let count = 0
  await readRecords(distanceFile, (kind, fields, u, v, w) => {
    if (kind === PROBLEM) {
      vertexCount = u
      tail = new Uint32Array(v)
      head = new Uint32Array(v)
      distance = new Uint32Array(v)
    } else if (kind === ARC) {
      const isArc = fields === 3 && u >= 1 && u <= vertexCount && v >= 1 && v <= vertexCount && w >= 0 && w < CLOSED
      if (!isArc) throw new Error(`${basename(distanceFile)}: arc ${count + 1} (${u} ${v} ${w}) is not an arc`)
      tail[count] = u - 1
      head[count] = v - 1
      distance[count++] = w
    }
  })
  if (count !== tail.length) {
    throw new Error(`${basename(distanceFile)}: ${count} arcs, but its header says ${tail.length}`)
  }
  const time: Metric = new Uint32Array(count)
  let timeCount = 0
  await readRecords(timeFile, (kind, fields, u, v, w) => {
    if (kind !== ARC) return
    const isSame = fields === 3 && timeCount < count && u - 1 === tail[timeCount] && v - 1 === head[timeCount]
    if (!isSame || w < 0 || w >= CLOSED) {
      throw new Error(
        `${basename(timeFile)}: arc ${timeCount + 1} (${u} ${v} ${w}) is not arc ${timeCount + 1} of ${basename(distanceFile)}`,
      )
    }
    time[timeCount++] = w
  })
  if (timeCount !== count) throw new Error(`${basename(timeFile)}: ${timeCount} arcs, but there are ${count} distances`)

  const cursor = new Uint32Array(vertexCount + 1)
  for (let a = 0; a < count; a++) cursor[(tail[a] as number) + 1] = (cursor[(tail[a] as number) + 1] as number) + 1
  for (let v = 0; v < vertexCount; v++) cursor[v + 1] = (cursor[v + 1] as number) + (cursor[v] as number)
  const place = new Uint32Array(count)
  for (let a = 0; a < count; a++) {
    const u = tail[a] as number
    const slot = cursor[u] as number
    cursor[u] = slot + 1
    place[a] = slot
  }
  return {
    topology: topologyFromArcs(vertexCount, placed(tail, place), placed(head, place)),
    distance: placed(distance, place),
    time: placed(time, place),
  }
}

/**
 * Reads a table of pairs of nodes: columns `from_node_id` and `to_node_id` (1-based) and any others, in any order.
 *
 * @param column a further column of numbers
 * @throws Error in one sentence where the file is not such a table
 */
export async function readPairs(file: string, column?: string): Promise<Pairs> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file} is not a file that can be read`)
  })
  const [header = '', ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((row) => row.trim() !== '')
  const names = header.split(',').map((name) => name.trim())
  const fromAt = names.indexOf('from_node_id')
  const toAt = names.indexOf('to_node_id')
  const valueAt = column === undefined ? -1 : names.indexOf(column)
  if (fromAt < 0 || toAt < 0) throw new Error(`${file}: no columns from_node_id and to_node_id in its first line`)
  const from = new Uint32Array(rows.length)
  const to = new Uint32Array(rows.length)
  const values = valueAt < 0 ? undefined : new Float64Array(rows.length)
  rows.forEach((row, i) => {
    const cells = row.split(',')
    const numberAt = (at: number, least: number): number => {
      const cell = cells[at]?.trim() ?? ''
      const value = Number(cell)
      if (cell === '' || !Number.isSafeInteger(value) || value < least) {
        throw new Error(`${file}: row ${i + 2}: expected ${names[at]}, received '${cell}'`)
      }
      return value
    }
    from[i] = numberAt(fromAt, 1) - 1
    to[i] = numberAt(toAt, 1) - 1
    if (values !== undefined) values[i] = numberAt(valueAt, 0)
  })
  return { from, to, values }
}

/** The only file of the folder with such a name. */
async function fileOf(folder: string, pattern: RegExp): Promise<string> {
  let names: string[]
  try {
    names = (await readdir(folder)).filter((name) => pattern.test(name)).sort()
  } catch {
    throw new Error(`${folder} is not a folder that can be read`)
  }
  const [name, ...others] = names
  if (name === undefined || others.length > 0) {
    throw new Error(`${folder}: expected one file that matches ${pattern.source}, found ${names.length}`)
  }
  return join(folder, name)
}

function placed(values: Uint32Array, place: Uint32Array): Uint32Array {
  const sorted = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i++) sorted[place[i] as number] = values[i] as number
  return sorted
}

const COMMENT = 0x63 // c
const PROBLEM = 0x70 // p
const ARC = 0x61 // a
const VERTEX = 0x76 // v
const NEWLINE = 0x0a
const MINUS = 0x2d

/** Calls back for each line with its first letter and its numbers (the first three; words are passed over). */
async function readRecords(
  file: string,
  onRecord: (kind: number, fields: number, first: number, second: number, third: number) => void,
): Promise<void> {
  const source = createReadStream(file)
  const stream = source.pipe(createGunzip())
  source.on('error', (error) => stream.destroy(error))
  let kind = 0
  let fields = 0
  let first = 0
  let second = 0
  let third = 0
  let value = 0
  let isNegative = false
  let inNumber = false
  let inWord = false
  for await (const chunk of stream) {
    const bytes = chunk as Uint8Array
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number
      if (byte >= 0x30 && byte <= 0x39 && !inWord) {
        value = value * 10 + (byte - 0x30)
        inNumber = true
      } else if (byte <= 0x20) {
        if (inNumber) {
          const signed = isNegative ? -value : value
          if (fields === 0) first = signed
          else if (fields === 1) second = signed
          else if (fields === 2) third = signed
          fields++
        }
        value = 0
        inNumber = false
        inWord = false
        isNegative = false
        if (byte === NEWLINE) {
          if (kind !== 0 && kind !== COMMENT) onRecord(kind, fields, first, second, third)
          kind = 0
          fields = 0
        }
      } else if (kind === 0) {
        kind = byte
      } else if (byte === MINUS) {
        isNegative = true
      } else {
        inWord = true
        inNumber = false
      }
    }
  }
  if (kind !== 0 && kind !== COMMENT)
    onRecord(kind, inNumber ? fields + 1 : fields, first, second, inNumber ? value : third)
}
