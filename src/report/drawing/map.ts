import type { Comparison, OpenCorridor } from '../../corridor/compare.js'
import { UsageError } from '../../issue/errors.js'
import type { Network } from '../../network/network.js'
import { lookOf } from './corridor-look.js'
import { type DrawingOptions, widthOf } from './drawing-options.js'
import { type Box, fitted, placeLabels, textWidth, type WantedLabel } from './labels.js'
import { landPath } from './land-path.js'
import { type LonLat, mapView } from './map-view.js'
import { BACKGROUND, INK, PAPER, QUIET } from './palette.js'
import { type Drawing, escaped, standaloneSvg } from './svg.js'
import { hopsOf, trackPath, tracks } from './track.js'

type Point = readonly [number, number]

/**
 * The corridors of a comparison on one map, as a standalone SVG: land, each route along great circles between its places,
 * borders as diamonds, transfers as dots, and the names of the places for which there is room. Routes are drawn whole
 * across the antimeridian. Links show the order of places, not the track.
 *
 * The text of names is escaped. Loads d3-geo and the land when first called. About 0.2 s.
 *
 * @param network that of the comparison: it has the coordinates
 * @throws UsageError where the network lacks a place of a route, or the width is out of range
 */
export async function corridorMapSvg(
  comparison: Comparison,
  network: Network,
  options: DrawingOptions = {},
): Promise<string> {
  return standaloneSvg(await corridorMap(comparison, network, widthOf(options)))
}

/** The map as a part of a page. */
export async function corridorMap(comparison: Comparison, network: Network, width: number): Promise<Drawing> {
  const d3 = await import('d3-geo')
  const position = positionsOf(network)
  const open = comparison.corridors.flatMap((corridor, index) =>
    corridor.status === 'ok' ? [{ corridor, look: lookOf(index), hops: hopsOf(corridor.itinerary) }] : [],
  )
  const ends = [comparison.from, comparison.to]
  const places = open.map(({ hops }) => [...hops.map(({ from }) => from), ...hops.slice(-1).map(({ to }) => to)])
  const view = mapView(
    d3,
    [ends, ...places].map((ids) => ids.map(position)),
    width,
  )
  const { height, projection } = view
  const size = sizesFor(width)
  const at = (id: string): Point => projection([...position(id)]) ?? [Number.NaN, Number.NaN]
  const lines = tracks(
    d3,
    view,
    open.map(({ hops }) => hops),
    position,
    size.line + 0.7,
  )
  const badges = badgePlaces(lines, [at(comparison.from), at(comparison.to)], width, height, size.badge)
  const stops = stopsOf(open.map(({ corridor, look }) => ({ corridor, letter: look.letter })))
  const content = [
    `<rect width="${width}" height="${height}" fill="${PAPER.sea.light}"/>`,
    `<path d="${await landPath(d3, view)}" fill="${PAPER.land.light}" stroke="${PAPER.coast.light}" stroke-width="0.7" stroke-linejoin="round"/>`,
    ...open.map(
      (_, i) =>
        `<path d="${trackPath(lines[i] ?? [])}" fill="none" stroke="${BACKGROUND}" stroke-width="${size.line + 1.6}" stroke-opacity="0.75" stroke-linejoin="round"/>`,
    ),
    ...open.map(({ corridor, look }, i) => {
      const dash = look.dash === undefined ? '' : ` stroke-dasharray="${look.dash}"`
      return `<path d="${trackPath(lines[i] ?? [])}" fill="none" stroke="${look.colour}" stroke-width="${size.line}"${dash} stroke-linejoin="round"><title>${escaped(`${look.letter} ${corridor.name}`)}</title></path>`
    }),
    ...stops.map((stop) => stopMark(stop, at(stop.at), size.stop)),
    ...open.flatMap(({ corridor, look }, i) => {
      const place = badges[i]
      return place === undefined ? [] : [badge(place, look.letter, look.colour, corridor.name, size.badge)]
    }),
    ...ends.map((id) => endMark(at(id))),
    ...labels(comparison, stops, at, lines, badges, width, height).map(
      ({ text, textX, textY, anchor, fontSize, must }) =>
        `<text x="${textX.toFixed(1)}" y="${textY.toFixed(1)}" text-anchor="${anchor}" font-size="${fontSize}" fill="${must === true ? INK : QUIET}"${must === true ? ' font-weight="600"' : ''} stroke="${BACKGROUND}" stroke-width="3" stroke-opacity="0.85" stroke-linejoin="round" paint-order="stroke">${escaped(text)}</text>`,
    ),
  ]
  return {
    title: `Map of the corridors from ${comparison.from_name} to ${comparison.to_name}`,
    description: descriptionOf(open.map(({ corridor, look }) => ({ corridor, letter: look.letter }))),
    width,
    height,
    content: content.join('\n'),
  }
}

function positionsOf({ graph }: Network): (id: string) => LonLat {
  return (id) => {
    if (!graph.hasNode(id))
      throw new UsageError(`The network has no place "${id}"; expected the network of the comparison.`)
    const { x_coord, y_coord } = graph.getNodeAttributes(id)
    return [x_coord, y_coord]
  }
}

function sizesFor(width: number): { readonly line: number; readonly badge: number; readonly stop: number } {
  if (width < 480) return { line: 1.8, badge: 8, stop: 2.4 }
  return width < 800 ? { line: 2.1, badge: 9, stop: 3 } : { line: 2.4, badge: 10, stop: 3.4 }
}

/** A border or transfer, once for all the corridors that stop there. */
interface Stop {
  readonly kind: 'border' | 'transfer'
  /** Node id; of a border, where the goods enter. */
  readonly at: string
  readonly name: string
  /** The words of its tooltip. */
  readonly what: string
  readonly letters: string[]
  hours: number
}

function stopsOf(corridors: readonly { readonly corridor: OpenCorridor; readonly letter: string }[]): Stop[] {
  const stops = new Map<string, Stop>()
  for (const { corridor, letter } of corridors) {
    for (const leg of corridor.itinerary.legs) {
      if (leg.kind === 'transport') continue
      if (leg.kind === 'transfer' && (leg.operation === 'load' || leg.operation === 'unload')) continue
      const key = `${leg.kind} ${leg.from}\u0000${leg.to}`
      const known = stops.get(key)
      if (known !== undefined) {
        if (!known.letters.includes(letter)) known.letters.push(letter)
        known.hours = Math.max(known.hours, leg.time_h)
        continue
      }
      const what =
        leg.kind === 'border'
          ? `Border ${leg.from_country}-${leg.to_country}: ${leg.from_name} - ${leg.to_name}`
          : leg.operation === 'gauge'
            ? `Change of gauge, ${leg.from_gauge_mm} to ${leg.to_gauge_mm} mm: ${leg.to_name}`
            : `Transfer, ${leg.from_mode} to ${leg.to_mode}: ${leg.to_name}`
      stops.set(key, { kind: leg.kind, at: leg.to, name: leg.to_name, what, letters: [letter], hours: leg.time_h })
    }
  }
  return [...stops.values()]
}

function stopMark(stop: Stop, [x, y]: Point, r: number): string {
  const title = `<title>${escaped(`${stop.what} (${stop.letters.join(', ')}; up to ${stop.hours.toFixed(0)} h)`)}</title>`
  if (stop.kind === 'transfer') {
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r}" fill="${INK}" stroke="${BACKGROUND}" stroke-width="1">${title}</circle>`
  }
  const d = Math.round(r * 13) / 10
  return `<path d="M${x.toFixed(1)},${(y - d).toFixed(1)}l${d},${d} ${-d},${d} ${-d},${-d}z" fill="${BACKGROUND}" stroke="${INK}" stroke-width="1.2">${title}</path>`
}

function endMark([x, y]: Point): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="6" fill="${BACKGROUND}" stroke="${INK}" stroke-width="2.5"/><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2" fill="${INK}"/>`
}

/** The letter of a corridor in a ring of its colour. */
export function badge([x, y]: Point, letter: string, colour: string, name: string, r: number): string {
  return `<g><title>${escaped(`${letter} ${name}`)}</title><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r}" fill="${BACKGROUND}" stroke="${colour}" stroke-width="2.2"/><text x="${x.toFixed(1)}" y="${(y + r * 0.42).toFixed(1)}" text-anchor="middle" font-size="${(r * 1.25).toFixed(1)}" font-weight="700" fill="${INK}">${letter}</text></g>`
}

/** For each line the point that is farthest from the other lines, the badges placed before, the ends and the frame. */
function badgePlaces(
  lines: readonly (readonly (readonly Point[])[])[],
  ends: readonly Point[],
  width: number,
  height: number,
  r: number,
): (Point | undefined)[] {
  const samples = lines.map((parts) => parts.flat().filter((_, i) => i % 2 === 0))
  const placed: Point[] = []
  return samples.map((mine, line) => {
    let best: Point | undefined
    let farthest = -1
    for (const point of mine) {
      const [x, y] = point
      if (x < r + 4 || y < r + 4 || x > width - r - 4 || y > height - r - 4) continue
      let clear = 60
      for (const [other, points] of samples.entries()) {
        if (other !== line) for (const far of points) clear = Math.min(clear, apart(point, far))
      }
      let free = 1000
      for (const far of placed) free = Math.min(free, apart(point, far))
      for (const end of ends) free = Math.min(free, apart(point, end))
      // Far from what is like it first, then near the middle of the way between the ends.
      const score = clear + Math.min(free, 6 * r) * 2 - 0.02 * Math.abs(x - width / 2)
      if (free > 2.2 * r && score > farthest) {
        farthest = score
        best = point
      }
    }
    if (best !== undefined) placed.push(best)
    return best
  })
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function labels(
  comparison: Comparison,
  stops: readonly Stop[],
  at: (id: string) => Point,
  lines: readonly (readonly (readonly Point[])[])[],
  badges: readonly (Point | undefined)[],
  width: number,
  height: number,
) {
  const narrow = width < 480
  const wanted: WantedLabel[] = (
    [
      [comparison.from, comparison.from_name],
      [comparison.to, comparison.to_name],
    ] as const
  ).map(([id, text]) => ({
    text: fitted(text, narrow ? 13 : 15, width * 0.4),
    x: at(id)[0],
    y: at(id)[1],
    fontSize: narrow ? 13 : 15,
    must: true,
    bold: true,
  }))
  const seen = new Set([comparison.from_name, comparison.to_name])
  // Where most corridors stop, and then where they stop longest, comes first.
  const ordered = [...stops].sort(
    (a, b) =>
      Number(b.kind === 'transfer') - Number(a.kind === 'transfer') ||
      b.letters.length - a.letters.length ||
      b.hours - a.hours,
  )
  for (const stop of ordered) {
    const [x, y] = at(stop.at)
    if (seen.has(stop.name) || !Number.isFinite(x)) continue
    seen.add(stop.name)
    wanted.push({ text: stop.name, x, y, fontSize: narrow ? 11 : 12 })
  }
  const taken: Box[] = [
    ...badges.flatMap((point) => (point === undefined ? [] : [around(point, 11)])),
    ...stops.map((stop) => around(at(stop.at), 4)),
    ...[comparison.from, comparison.to].map((id) => around(at(id), 7)),
  ]
  const frame = { x: 6, y: 6, width: width - 12, height: height - 12 }
  const most = narrow ? 6 : width < 800 ? 16 : 28
  const fit = wanted.filter(({ text, fontSize, must }) => must === true || textWidth(text, fontSize) < width / 4)
  return placeLabels(fit, frame, taken, lines.flat(2), most)
}

function around([x, y]: Point, r: number): Box {
  return { x: x - r, y: y - r, width: 2 * r, height: 2 * r }
}

function descriptionOf(corridors: readonly { readonly corridor: OpenCorridor; readonly letter: string }[]): string {
  if (corridors.length === 0) return 'No corridor has a route'
  return corridors
    .map(({ corridor, letter }) => {
      const { countries, passages, totals } = corridor.itinerary
      const through = [...new Set([...countries, ...passages])].join(', ')
      return `${letter} ${corridor.name}: ${totals.length_km.toFixed(0)} km through ${through}`
    })
    .join('; ')
}
