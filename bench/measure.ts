import { cpus, loadavg } from 'node:os'

/** Least, middle and greatest of some measurements. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The spread of at least one number. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (i: number): number => sorted[i] ?? Number.NaN
  const half = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2
  return { min: at(0), median, max: at(sorted.length - 1) }
}

/** One line of a report: `name  min 1.2  median 1.3  max 1.9 ms`. */
export function line(name: string, values: readonly number[], unit: string): string {
  const { min, median, max } = spreadOf(values)
  const shown = (value: number): string => value.toPrecision(3)
  return `${name.padEnd(46)} min ${shown(min)}  median ${shown(median)}  max ${shown(max)} ${unit}`
}

/** What the figures were measured on. */
export function machine(): string {
  const [first] = cpus()
  const load = loadavg().map((value) => value.toFixed(1))
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} x ${first?.model ?? 'unknown'}, load ${load.join(' ')}`
}

/** Numbers from 0 to 1, the same on every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000
  }
}

/** Says whether a ratio keeps to its target. */
export function verdict(ratio: number, target: number, sense: 'at least' | 'at most'): string {
  const isMet = sense === 'at least' ? ratio >= target : ratio <= target
  return `${ratio.toFixed(2)} (target: ${sense} ${target}: ${isMet ? 'met' : 'MISSED'})`
}
