/** What a fixed route costs while one thing x changes: fixed + slope x. */
export interface Line {
  readonly fixed: number
  readonly slope: number
}

/** Where on the range a line is the lowest. */
export interface EnvelopePiece {
  /** Index into the lines. */
  readonly line: number
  readonly from: number
  readonly to: number
}

/** Two lines that differ by less than this share of their values are one: the sums of a route are not exact to the last bit. */
const SAME = 1e-9

export function valueAt({ fixed, slope }: Line, x: number): number {
  return fixed + slope * x
}

/** True where two lines are the same over a range, but for the last bits. */
export function isSameLine(a: Line, b: Line, from: number, to: number): boolean {
  return isNear(valueAt(a, from), valueAt(b, from)) && isNear(valueAt(a, to), valueAt(b, to))
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b))
}

/**
 * The lower envelope of lines over a range: pieces from left to right that join without a gap. Where lines are the same,
 * the first of them is named. O(lines x pieces), after O(lines^2) for telling the same ones.
 */
export function lowerEnvelope(lines: readonly Line[], from: number, to: number): EnvelopePiece[] {
  const distinct: number[] = []
  lines.forEach((line, i) => {
    if (!distinct.some((other) => isSameLine(lines[other] as Line, line, from, to))) distinct.push(i)
  })
  const line = (index: number): Line => lines[index] as Line
  let lowest = distinct[0]
  if (lowest === undefined) return []
  for (const other of distinct) {
    const [mine, theirs] = [valueAt(line(lowest), from), valueAt(line(other), from)]
    const isLower = isNear(mine, theirs) ? line(other).slope < line(lowest).slope : theirs < mine
    if (isLower) lowest = other
  }
  const pieces: EnvelopePiece[] = []
  let start = from
  for (;;) {
    let next: number | undefined
    let cut = to
    for (const other of distinct) {
      if (!(line(other).slope < line(lowest).slope)) continue
      const at = crossing(line(lowest), line(other))
      // Of lines that cross at one place, the one that falls most goes on.
      if (at < cut || (at === cut && next !== undefined && line(other).slope < line(next).slope)) {
        next = other
        cut = Math.max(at, start)
      }
    }
    if (cut > start || from === to) pieces.push({ line: lowest, from: start, to: cut })
    if (next === undefined) return pieces
    start = cut
    lowest = next
  }
}

/** Where two lines of different slopes are equal. */
export function crossing(a: Line, b: Line): number {
  return (b.fixed - a.fixed) / (a.slope - b.slope)
}
