import type { Comparison } from '../../corridor/compare.js'
import { UsageError } from '../../issue/errors.js'
import { lookOf } from './corridor-look.js'
import { cutAbove } from './cut-above.js'
import { cutScale } from './cut-scale.js'
import { type DrawingOptions, widthOf } from './drawing-options.js'
import { fitted, textWidth } from './labels.js'
import { MEASURE_WORDS } from './measure.js'
import { BACKGROUND, INK, QUIET, RULE } from './palette.js'
import { plotting } from './plotting.js'
import { type Drawing, escaped, plotText, standaloneSvg } from './svg.js'

/**
 * The time-distance or cost-distance chart of a comparison (the method of UNESCAP), as a standalone SVG: kilometres to the
 * right, days or thousand USD upwards, one line per corridor. Movement slopes; stops at borders (diamonds) and transfers
 * (dots) step. Where a corridor costs several times what the others do, the scale is cut below it and its line says where
 * it ends. A corridor whose cost is unknown is left out and named in the description.
 *
 * Loads Observable Plot when first called. About 0.1 s.
 *
 * @throws UsageError for another measure, or a width out of range
 */
export async function profileSvg(
  comparison: Comparison,
  measure: 'time' | 'cost',
  options: DrawingOptions = {},
): Promise<string> {
  if (measure !== 'time' && measure !== 'cost') {
    throw new UsageError(`There is no profile of "${String(measure)}"; expected time or cost.`)
  }
  return standaloneSvg(await profileChart(comparison, measure, widthOf(options)))
}

interface Point {
  readonly x: number
  readonly y: number
  readonly kind: 'start' | 'move' | 'border' | 'transfer'
  readonly title: string
}

interface Line {
  readonly index: number
  readonly name: string
  readonly points: readonly Point[]
  readonly last: Point
}

/** The chart as a part of a page. */
export async function profileChart(comparison: Comparison, measure: 'time' | 'cost', width: number): Promise<Drawing> {
  const { Plot, draw } = await plotting()
  const words = MEASURE_WORDS[measure]
  const isNarrow = width < 480
  const lines = linesOf(comparison, measure)
  const { end, isCut } = cutScale(lines.map((line) => line.last.y))
  const top = end * (isCut ? 1.16 : 1.04)
  const farthest = Math.max(
    1,
    ...lines.filter((line) => line.last.y <= top).map((line) => line.last.x),
    ...lines.map((line) => exitOf(line, top)?.x ?? line.last.x),
  )
  const height = Math.round(isNarrow ? width * 1.05 : Math.min(460, width * 0.56))
  const margins = {
    marginTop: 34,
    marginBottom: 40,
    marginLeft: 44,
    marginRight: isNarrow ? 34 : Math.min(190, 44 + Math.max(0, ...lines.map(({ name }) => textWidth(name, 12)))),
  }
  const x = (km: number): number =>
    margins.marginLeft + (km / farthest) * (width - margins.marginLeft - margins.marginRight)
  const y = (value: number): number =>
    height - margins.marginBottom - (value / top) * (height - margins.marginTop - margins.marginBottom)
  const marks = lines.flatMap(({ index, points }) => {
    const { colour, dash } = lookOf(index)
    const stops = points.filter(({ kind, y }) => y <= top && (kind === 'border' || kind === 'transfer'))
    return [
      Plot.line(cutAbove(points, top), {
        x: 'x',
        y: 'y',
        stroke: colour,
        strokeWidth: 2,
        ...(dash === undefined ? {} : { strokeDasharray: dash }),
        strokeLinejoin: 'round',
      }),
      Plot.dot(stops, {
        x: 'x',
        y: 'y',
        r: isNarrow ? 2 : 2.8,
        symbol: (point: Point) => (point.kind === 'border' ? 'diamond' : 'circle'),
        fill: (point: Point) => (point.kind === 'border' ? BACKGROUND : colour),
        stroke: colour,
        strokeWidth: 1.3,
        title: 'title',
      }),
    ]
  })
  const plot = draw({
    width,
    height,
    ...margins,
    x: { domain: [0, farthest], label: null },
    y: { domain: [0, top], label: null },
    symbol: { type: 'identity' },
    marks: [
      Plot.gridY({ stroke: RULE, strokeOpacity: 1 }),
      Plot.axisY({ tickSize: 0, fontSize: 12, fill: QUIET, ticks: 6 }),
      Plot.axisX({ tickSize: 4, fontSize: 12, fill: QUIET, stroke: QUIET, ticks: isNarrow ? 3 : 8 }),
      ...marks,
    ] as never[],
  })
  const unknown = comparison.corridors.filter(
    (corridor) => corridor.status === 'ok' && words.of(corridor.totals) === undefined,
  )
  const content = [
    plotText(plot),
    `<text x="${margins.marginLeft - 30}" y="16" font-size="12" fill="${QUIET}">${words.axis} since departure</text>`,
    `<text x="${width - margins.marginRight}" y="${height - 4}" text-anchor="end" font-size="12" fill="${QUIET}">km from the origin</text>`,
    ...endLabels(lines, x, y, top, margins.marginTop, isNarrow ? 8 : 9, words.write, isNarrow, width),
  ]
  return {
    title: `${words.name} against distance, ${comparison.from_name} to ${comparison.to_name}`,
    description: [
      ...lines.map(
        ({ index, name, last }) =>
          `${lookOf(index).letter} ${name}: ${words.write(last.y)} over ${last.x.toFixed(0)} km${last.y > top ? ', beyond the scale' : ''}`,
      ),
      ...unknown.map(({ name }) => `${name}: unknown`),
    ].join('; '),
    width,
    height,
    content: content.join('\n'),
  }
}

function linesOf({ corridors }: Comparison, measure: 'time' | 'cost'): Line[] {
  const words = MEASURE_WORDS[measure]
  return corridors.flatMap((corridor, index): Line[] => {
    if (corridor.status !== 'ok' || words.of(corridor.totals) === undefined) return []
    let before = 0
    const points = corridor.profile.map((point): Point => {
      const value = words.of(point) ?? 0
      const step = value - before
      before = value
      return {
        x: point.length_km,
        y: value,
        kind: point.kind,
        title: `${lookOf(index).letter} ${corridor.name}: ${point.kind} at ${point.name}, +${words.write(step)}`,
      }
    })
    const last = points[points.length - 1]
    return last === undefined ? [] : [{ index, name: corridor.name, points, last }]
  })
}

/** Where a line leaves the scale; `undefined` where it stays on it. */
function exitOf({ points, last }: Line, top: number): { readonly x: number } | undefined {
  return last.y > top ? cutAbove(points, top).pop() : undefined
}

/** The letter, and where there is room the name, at the end of each line; apart where lines end together. */
function endLabels(
  lines: readonly Line[],
  x: (km: number) => number,
  y: (value: number) => number,
  top: number,
  marginTop: number,
  r: number,
  write: (value: number) => string,
  isNarrow: boolean,
  width: number,
): string[] {
  const wanted = lines
    .map((line) => {
      const exit = exitOf(line, top)
      const end = exit === undefined ? { x: x(line.last.x), y: y(line.last.y) } : { x: x(exit.x), y: marginTop }
      return { line, isOut: exit !== undefined, x0: end.x, y0: end.y, y: end.y }
    })
    .sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0)
  // Each keeps clear of those above it that it would touch.
  const step = 2 * r + 3
  for (const [i, label] of wanted.entries()) {
    for (let moved = true; moved; ) {
      moved = false
      for (const other of wanted.slice(0, i)) {
        const near = Math.abs(other.x0 - label.x0) < (isNarrow ? 2 * r + 4 : 170)
        if (near && Math.abs(other.y - label.y) < step) {
          label.y = other.y + step
          moved = true
        }
      }
    }
  }
  return wanted.flatMap(({ line, isOut, x0, y0, y: middle }) => {
    const { letter, colour } = lookOf(line.index)
    const left = x0 + 8
    const lead =
      Math.abs(middle - y0) > 2 || isOut
        ? `<path d="M${x0.toFixed(1)},${y0.toFixed(1)}L${left.toFixed(1)},${middle.toFixed(1)}" stroke="${colour}" fill="none"/>`
        : ''
    const name = isNarrow
      ? isOut
        ? `to ${line.last.y.toFixed(0)}`
        : ''
      : isOut
        ? `${line.name}, to ${write(line.last.y)}`
        : line.name
    const text =
      name === ''
        ? ''
        : `<text x="${(left + 2 * r + 5).toFixed(1)}" y="${(middle + 4).toFixed(1)}" font-size="12" fill="${INK}" stroke="${BACKGROUND}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${escaped(fitted(name, 12, width - left - 2 * r - 8))}</text>`
    return [
      `${lead}<circle cx="${(left + r).toFixed(1)}" cy="${middle.toFixed(1)}" r="${r}" fill="${BACKGROUND}" stroke="${colour}" stroke-width="2"/><text x="${(left + r).toFixed(1)}" y="${(middle + r * 0.42).toFixed(1)}" text-anchor="middle" font-size="${(r * 1.25).toFixed(1)}" font-weight="700" fill="${INK}">${letter}</text>${text}`,
    ]
  })
}
