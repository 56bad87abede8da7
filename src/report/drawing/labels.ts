/** A box on a drawing, pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WantedLabel {
  readonly text: string
  /** The point that it names. */
  readonly x: number
  readonly y: number
  readonly fontSize: number
  /** True: is written even where it covers something. */
  readonly must?: boolean
  /** True: is written bold. */
  readonly bold?: boolean
  /** Radius of the mark that it names, pixels (default 0). */
  readonly clear?: number
}

export interface PlacedLabel extends WantedLabel {
  /** Where its baseline is. */
  readonly textX: number
  readonly textY: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/** Pixels between a point and its label. */
const GAP = 8

const SIDES = [
  { dx: 1, dy: 0 },
  { dx: -1, dy: 0 },
  { dx: 0, dy: -1 },
  { dx: 0, dy: 1 },
  { dx: 0.75, dy: -0.9 },
  { dx: -0.75, dy: -0.9 },
  { dx: 0.75, dy: 0.9 },
  { dx: -0.75, dy: 0.9 },
] as const

/**
 * Writes labels beside their points, the first ones first, each on the side where it covers the fewest points of lines;
 * one that would cover another label or box, or leave the frame, is left out. O(labels² + labels x points).
 *
 * @param taken boxes that no label may cover
 * @param lines points of the lines that labels should keep clear of
 * @param most labels at most
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  frame: Box,
  taken: readonly Box[],
  lines: readonly (readonly [number, number])[],
  most = Number.POSITIVE_INFINITY,
): PlacedLabel[] {
  const boxes = [...taken]
  const placed: PlacedLabel[] = []
  for (const label of wanted) {
    if (placed.length >= most) break
    const best = bestSide(label, frame, boxes, lines)
    if (best === undefined) continue
    boxes.push(best.box)
    placed.push(best.label)
  }
  return placed
}

function bestSide(
  label: WantedLabel,
  frame: Box,
  boxes: readonly Box[],
  lines: readonly (readonly [number, number])[],
): { readonly label: PlacedLabel; readonly box: Box } | undefined {
  const width = textWidth(label.text, label.fontSize) * (label.bold === true ? BOLD : 1)
  const height = label.fontSize * 1.15
  let best: { readonly label: PlacedLabel; readonly box: Box } | undefined
  let least = Number.POSITIVE_INFINITY
  for (const [order, { dx, dy }] of SIDES.entries()) {
    const anchor = dx > 0 ? 'start' : dx < 0 ? 'end' : 'middle'
    const gap = GAP / 2 + Math.max(GAP / 2, label.clear ?? 0)
    const textX = label.x + dx * gap
    const middle = label.y + dy * (dx === 0 ? gap + height / 2 : gap)
    const left = anchor === 'start' ? textX : anchor === 'end' ? textX - width : textX - width / 2
    const box = { x: left - 1, y: middle - height / 2, width: width + 2, height }
    const isWhole = isInside(box, frame)
    const isFree = !boxes.some((other) => overlap(box, other))
    if (!(isWhole && isFree) && label.must !== true) continue
    const covered = lines.reduce((count, [x, y]) => (holds(box, x, y) ? count + 1 : count), 0)
    if (covered > MOST_COVERED && label.must !== true) continue
    const penalty = covered + order * 0.3 + (isFree ? 0 : 100) + (isWhole ? 0 : 1000)
    if (penalty >= least) continue
    least = penalty
    best = { label: { ...label, textX, textY: middle + label.fontSize * 0.36, anchor }, box }
  }
  return best
}

/** Points of lines under a label that are still borne. */
const MOST_COVERED = 3

/** The text, or as much of its beginning as there is room for, with an ellipsis. */
export function fitted(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text
  const characters = [...text]
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, fontSize) > width) characters.pop()
  return `${characters.join('').trimEnd()}…`
}

/** How much wider bold text is. */
export const BOLD = 1.1

/** What the text takes in a wide sans-serif face, about: nothing measures it where there is no screen. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0
  for (const character of text)
    ems += WIDE.test(character) ? 1 : NARROW.test(character) ? 0.36 : /[A-Z]/.test(character) ? 0.72 : 0.61
  return ems * fontSize
}

const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/
const NARROW = /[iljtfI.,:;'|() ]/

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function isInside(box: Box, frame: Box): boolean {
  return (
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height
  )
}

function holds(box: Box, x: number, y: number): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
}
