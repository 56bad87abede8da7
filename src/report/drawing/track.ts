import type { Itinerary } from '../../routing/itinerary.js'
import type { D3Geo, LonLat, MapView } from './map-view.js'

type Point = readonly [number, number]

/** The places of a route, link by link. */
export interface Hop {
  readonly from: string
  readonly to: string
}

export function hopsOf(itinerary: Itinerary): Hop[] {
  return itinerary.legs.flatMap((leg) =>
    leg.kind === 'transport' ? leg.links.map(({ from, to }) => ({ from, to })) : [],
  )
}

/** Degrees of a great circle between two drawn points. */
const STEP_DEGREES = 0.8

/**
 * Routes as lines on a map: great circles between the places, and side by side where several routes use the same two
 * places, as on the map of a metro. A line is in several parts only where the edge of the projected world cuts it.
 *
 * O(routes x links), some points per link.
 *
 * @param gap pixels between the middles of two lines side by side
 */
export function tracks(
  d3: D3Geo,
  view: MapView,
  routes: readonly (readonly Hop[])[],
  position: (id: string) => LonLat,
  gap: number,
): Point[][][] {
  const users = new Map<string, number[]>()
  for (const [route, hops] of routes.entries()) {
    for (const hop of hops) {
      const key = keyOf(hop)
      const list = users.get(key) ?? []
      if (!list.includes(route)) users.set(key, [...list, route])
    }
  }
  return routes.map((hops, route) => {
    const parts: Point[][] = [[]]
    for (const hop of hops) {
      const list = users.get(keyOf(hop)) ?? []
      const shift = (list.indexOf(route) - (list.length - 1) / 2) * gap * (hop.from < hop.to ? 1 : -1)
      for (const [i, piece] of pieces(greatCircle(d3, view, position(hop.from), position(hop.to)), view).entries()) {
        if (i > 0) parts.push([])
        join(parts[parts.length - 1] as Point[], shifted(piece, shift), gap)
      }
    }
    return parts.filter((part) => part.length > 1)
  })
}

function keyOf({ from, to }: Hop): string {
  return from < to ? `${from}\u0000${to}` : `${to}\u0000${from}`
}

function greatCircle(d3: D3Geo, { projection }: MapView, from: LonLat, to: LonLat): Point[] {
  const a: [number, number] = [from[0], from[1]]
  const b: [number, number] = [to[0], to[1]]
  const steps = Math.max(1, Math.ceil((d3.geoDistance(a, b) * 180) / Math.PI / STEP_DEGREES))
  const at = d3.geoInterpolate(a, b)
  const points: Point[] = []
  for (let i = 0; i <= steps; i++) {
    const point = projection(at(i / steps))
    if (point !== null) points.push(point)
  }
  return points
}

/** Cut where a step leaps across the sheet: there the projected world ends on one side and begins on the other. */
function pieces(points: readonly Point[], { projection }: MapView): Point[][] {
  const leap = projection.scale() * 2
  const parts: Point[][] = [[]]
  let previous: Point | undefined
  for (const point of points) {
    if (previous !== undefined && Math.hypot(point[0] - previous[0], point[1] - previous[1]) > leap) parts.push([])
    parts[parts.length - 1]?.push(point)
    previous = point
  }
  return parts
}

function shifted(points: readonly Point[], shift: number): Point[] {
  if (shift === 0) return [...points]
  return points.map(([x, y], i) => {
    const [x0, y0] = points[Math.max(0, i - 1)] as Point
    const [x1, y1] = points[Math.min(points.length - 1, i + 1)] as Point
    const length = Math.hypot(x1 - x0, y1 - y0)
    return length === 0 ? [x, y] : [x - ((y1 - y0) / length) * shift, y + ((x1 - x0) / length) * shift]
  })
}

/** Adds a piece to a line; where it begins nearly where the line ends, the two meet half way. */
function join(line: Point[], piece: readonly Point[], gap: number): void {
  const last = line[line.length - 1]
  const first = piece[0]
  if (last === undefined || first === undefined || Math.hypot(first[0] - last[0], first[1] - last[1]) > 4 * gap) {
    line.push(...piece)
    return
  }
  line[line.length - 1] = [(last[0] + first[0]) / 2, (last[1] + first[1]) / 2]
  line.push(...piece.slice(1))
}

/** Path data of lines, thinned to steps of a pixel. */
export function trackPath(parts: readonly (readonly Point[])[]): string {
  return parts
    .map((part) => {
      const kept: Point[] = []
      for (const [i, point] of part.entries()) {
        const last = kept[kept.length - 1]
        const isLast = i === part.length - 1
        if (last === undefined || isLast || Math.hypot(point[0] - last[0], point[1] - last[1]) >= 1) kept.push(point)
      }
      return `M${kept.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}`
    })
    .join('')
}
