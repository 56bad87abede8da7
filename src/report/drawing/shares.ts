import type { Comparison, OpenCorridor } from '../../corridor/compare.js'
import { MODES } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { lookOf } from './corridor-look.js'
import { cutScale } from './cut-scale.js'
import { type DrawingOptions, widthOf } from './drawing-options.js'
import { BOLD, fitted, textWidth } from './labels.js'
import { DRAWN_MEASURES, type DrawnMeasure, MEASURE_WORDS } from './measure.js'
import { BACKGROUND, INK, partPaint, QUIET, RULE } from './palette.js'
import { plotting } from './plotting.js'
import { type Drawing, escaped, plotText, standaloneSvg } from './svg.js'

/** What a bar is made of, in its order. */
export const PARTS = [...MODES, 'border', 'transfer', 'waiting'] as const
export type Part = (typeof PARTS)[number]

/**
 * Where the hours, the dollars or the kilograms of each corridor go, as a standalone SVG: one bar per corridor, movement by
 * mode first, then borders, transfers (loading and unloading included) and waiting. The total stands at the end of the
 * bar; a bar that is several times as long as the others is cut, and says so.
 *
 * Loads Observable Plot when first called. About 0.1 s.
 *
 * @throws UsageError for another measure, or a width out of range
 */
export async function sharesSvg(
  comparison: Comparison,
  measure: DrawnMeasure,
  options: DrawingOptions = {},
): Promise<string> {
  if (!DRAWN_MEASURES.includes(measure)) {
    throw new UsageError(`There are no shares of "${String(measure)}"; expected ${DRAWN_MEASURES.join(', ')}.`)
  }
  return standaloneSvg(await sharesChart(comparison, measure, widthOf(options)))
}

interface Piece {
  readonly index: number
  readonly part: Part
  readonly x1: number
  readonly x2: number
  readonly title: string
}

/** The chart as a part of a page. */
export async function sharesChart(comparison: Comparison, measure: DrawnMeasure, width: number): Promise<Drawing> {
  const { Plot, draw } = await plotting()
  const words = MEASURE_WORDS[measure]
  const isNarrow = width < 480
  const bars = comparison.corridors.flatMap((corridor, index) => {
    if (corridor.status !== 'ok') return []
    return [{ corridor, index, total: words.of(corridor.totals), pieces: piecesOf(corridor, index, measure) }]
  })
  const { end, isCut } = cutScale(bars.map(({ total }) => total ?? 0))
  const right = isCut ? end * 1.12 : end
  const used = PARTS.filter((part) => bars.some(({ pieces }) => pieces.some((piece) => piece.part === part)))
  const legend = legendOf(used, width)
  const row = isNarrow ? 46 : 32
  const names = Math.min(190, Math.max(40, ...bars.map(({ corridor }) => textWidth(corridor.name, 13) + 34)))
  const totals = Math.max(
    60,
    ...bars.map(
      ({ total }) => textWidth(total === undefined ? 'unknown' : words.write(total), 12) * BOLD + (isCut ? 18 : 8),
    ),
  )
  const margins = {
    marginTop: legend.height + 8,
    marginBottom: 36,
    marginLeft: isNarrow ? 14 : names,
    marginRight: totals,
  }
  const height = margins.marginTop + bars.length * row + margins.marginBottom
  const middle = (i: number): number => margins.marginTop + (i + 0.5) * row
  const x = (value: number): number =>
    margins.marginLeft + (Math.min(value, right) / right) * (width - margins.marginLeft - margins.marginRight)
  const pieces = bars.flatMap((bar, i) =>
    bar.pieces.map((piece) => ({ ...piece, row: i, x2: Math.min(piece.x2, right) })),
  )
  const shown = pieces.filter(({ x1 }) => x1 < right)
  const [above, below] = isNarrow ? [23, 5] : [6, 6]
  const plot = draw({
    width,
    height,
    ...margins,
    x: { domain: [0, right], label: null },
    y: {
      type: 'linear',
      domain: [0, bars.length],
      range: [margins.marginTop, height - margins.marginBottom],
      axis: null,
    },
    marks: [
      Plot.gridX({ stroke: RULE, strokeOpacity: 1, ticks: isNarrow ? 4 : 7 }),
      Plot.axisX({ tickSize: 0, fontSize: 12, fill: QUIET, ticks: isNarrow ? 4 : 7 }),
      Plot.rect(shown, {
        x1: 'x1',
        x2: 'x2',
        y1: (piece: { row: number }) => piece.row + above / row,
        y2: (piece: { row: number }) => piece.row + 1 - below / row,
        fill: (piece: Piece) => partPaint(piece.part).light,
        stroke: BACKGROUND,
        strokeWidth: 1,
        title: 'title',
      }),
    ] as never[],
  })
  const note = `${words.axis}${isCut ? `; torn bars go ${isNarrow ? 'further' : 'on beyond the scale'}` : ''}`
  const content = [
    legend.content,
    plotText(plot),
    ...shown.flatMap((piece) =>
      texture(piece.part, x(piece.x1), x(piece.x2), middle(piece.row) - row / 2 + above, row - above - below),
    ),
    ...bars.map(({ corridor, index, total }, i) => {
      const { letter, colour } = lookOf(index)
      const nameY = isNarrow ? middle(i) - row / 2 + 12 : middle(i)
      const barY = middle(i) + (above - below) / 2
      const isBeyond = total !== undefined && total > right
      const endX = x(total ?? 0)
      const cut = isBeyond ? tear(endX, barY, row - above - below) : ''
      return [
        `<circle cx="10" cy="${nameY.toFixed(1)}" r="8.5" fill="${BACKGROUND}" stroke="${colour}" stroke-width="2"/>`,
        `<text x="10" y="${(nameY + 3.8).toFixed(1)}" text-anchor="middle" font-size="11.5" font-weight="700" fill="${INK}">${letter}</text>`,
        `<text x="25" y="${(nameY + 4.3).toFixed(1)}" font-size="13" fill="${INK}">${escaped(fitted(corridor.name, 13, (isNarrow ? width : names) - 30))}</text>`,
        cut,
        `<text x="${(endX + (isBeyond ? 14 : 6)).toFixed(1)}" y="${(barY + 4.2).toFixed(1)}" font-size="12" font-weight="600" fill="${INK}">${total === undefined ? 'unknown' : escaped(words.write(total))}</text>`,
      ].join('')
    }),
    isNarrow
      ? `<text x="${margins.marginLeft}" y="${height - 4}" font-size="12" fill="${QUIET}">${note}</text>`
      : `<text x="${width - margins.marginRight}" y="${height - 4}" text-anchor="end" font-size="12" fill="${QUIET}">${note}</text>`,
  ]
  return {
    title: `${words.name} of each corridor by what it is spent on`,
    description: bars
      .map(({ corridor, index, total, pieces: parts }) => {
        const shares = parts.map(({ part, x1, x2 }) => `${part} ${words.write(x2 - x1)}`)
        return `${lookOf(index).letter} ${corridor.name}: ${total === undefined ? 'unknown' : `${words.write(total)} (${shares.join(', ')})`}`
      })
      .join('; '),
    width,
    height,
    content: content.join('\n'),
  }
}

function piecesOf(corridor: OpenCorridor, index: number, measure: DrawnMeasure): Piece[] {
  const words = MEASURE_WORDS[measure]
  const total = words.of(corridor.totals)
  if (total === undefined) return []
  const pieces: Piece[] = []
  let x1 = 0
  const add = (part: Part, value: number): void => {
    if (!(value > 0)) return
    const title = `${lookOf(index).letter} ${corridor.name}, ${part}: ${words.write(value)}`
    pieces.push({ index, part, x1, x2: x1 + value, title })
    x1 += value
  }
  for (const part of PARTS) {
    const share = part === 'waiting' ? undefined : corridor.by_mode[part]
    add(part, share === undefined ? 0 : (words.of(share) ?? 0))
  }
  // What is left of the hours is spent waiting for departures.
  if (measure === 'time' && total - x1 > 1e-6) add('waiting', total - x1)
  return pieces
}

/** Stops are told from movement by a texture as well: strokes for borders, dots for transfers, a frame for waiting. */
function texture(part: Part, x1: number, x2: number, y: number, height: number): string[] {
  if (part === 'border') {
    const strokes: string[] = []
    for (let left = x1 + 2; left + height / 2 < x2; left += 6) {
      strokes.push(`M${left.toFixed(1)},${(y + height).toFixed(1)}l${(height / 2).toFixed(1)},${-height}`)
    }
    return strokes.length === 0
      ? []
      : [`<path d="${strokes.join('')}" stroke="${BACKGROUND}" stroke-width="1.4" fill="none"/>`]
  }
  if (part === 'transfer') {
    const dots: string[] = []
    for (let left = x1 + 5; left < x2 - 2; left += 7) {
      dots.push(`<circle cx="${left.toFixed(1)}" cy="${(y + height / 2).toFixed(1)}" r="1.5" fill="${BACKGROUND}"/>`)
    }
    return dots
  }
  return []
}

/** A torn end: two strokes of paper across the bar. */
function tear(x: number, y: number, height: number): string {
  const h = height / 2 + 2
  const zigzag = `l3,${(h / 2).toFixed(1)} -5,${(h / 2).toFixed(1)} 5,${(h / 2).toFixed(1)} -3,${(h / 2).toFixed(1)}`
  return `<path d="M${(x - 14).toFixed(1)},${(y - h).toFixed(1)}${zigzag}" fill="none" stroke="${BACKGROUND}" stroke-width="3"/><path d="M${(x + 3).toFixed(1)},${(y - 4).toFixed(1)}l5,4 -5,4" fill="none" stroke="${INK}" stroke-width="1.5"/>`
}

function legendOf(parts: readonly Part[], width: number): { readonly content: string; readonly height: number } {
  let x = 0
  let y = 12
  const items = parts.map((part) => {
    const word = part === 'border' ? 'borders' : part === 'transfer' ? 'transfers and handling' : part
    const wide = 18 + textWidth(word, 12) + 18
    if (x + wide > width && x > 0) {
      x = 0
      y += 20
    }
    const item = [
      `<rect x="${x}" y="${y - 10}" width="14" height="12" rx="1.5" fill="${partPaint(part).light}"/>`,
      ...texture(part, x - 0.5, x + 15, y - 10, 12),
      `<text x="${x + 19}" y="${y}" font-size="12" fill="${INK}">${word}</text>`,
    ].join('')
    x = Math.round(x + wide)
    return item
  })
  return { content: items.join(''), height: y + 8 }
}
