import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import type { LonLat } from '../../routing/nearest.js'
import { shown } from '../../routing/query.js'
import type { Router } from '../../routing/router.js'
import { isObject, isPosition, POSITION_FORM, withoutHeight } from './geojson.js'

/** A link that may be built: a line, the places that it joins, or a link of the network. Exactly one of these. */
export interface ProposedLink {
  /** Its positions, or those of its parts, as in a GeoJSON `LineString` or `MultiLineString`. */
  readonly coordinates?: readonly LonLat[] | readonly (readonly LonLat[])[]
  /** Places that it joins: node id, UN/LOCODE or name. */
  readonly from?: string
  readonly to?: string
  /** Positions that it passes on the way from `from` to `to`. */
  readonly by?: readonly LonLat[]
  /** A link of the network, by `link_id`, planned ones too: as a great circle between its nodes. */
  readonly link?: string
}

/** The parts of a proposed link, each of at least two positions. @throws UsageError for one that is none */
export function proposedLine(router: Router, { coordinates, from, to, by, link }: ProposedLink): LonLat[][] {
  const ways = [coordinates !== undefined, from !== undefined || to !== undefined, link !== undefined]
  if (ways.filter(Boolean).length !== 1) {
    throw new UsageError('A proposed link has coordinates, or from and to, or a link; expected one of these.')
  }
  if (by !== undefined && from === undefined) {
    throw new UsageError('Positions by which a link goes were given without from and to.')
  }
  if (coordinates !== undefined) return checkedLines(coordinates)
  if (link !== undefined) return [endsOf(router, link)]
  if (typeof from !== 'string' || typeof to !== 'string') throw new UsageError('Give both from and to, or neither.')
  if (by !== undefined && !Array.isArray(by)) {
    throw new UsageError(`Option by is ${shown(by)}; expected a list of positions.`)
  }
  return checkedLines([positionOf(router, from), ...(by ?? []), positionOf(router, to)])
}

/**
 * The coordinates of a GeoJSON line: a `LineString` or `MultiLineString`, a feature of one, or a collection of one such feature.
 *
 * @throws UsageError for anything else
 */
export function lineFromGeoJson(geojson: unknown): NonNullable<ProposedLink['coordinates']> {
  const features = isObject(geojson) && geojson.type === 'FeatureCollection' ? geojson.features : [geojson]
  const [feature, ...more] = Array.isArray(features) ? (features as unknown[]) : []
  if (feature === undefined || more.length > 0) {
    throw new UsageError(`The file has ${more.length === 0 ? 'no' : more.length + 1} features; expected one, a line.`)
  }
  const geometry = isObject(feature) && feature.type === 'Feature' ? feature.geometry : feature
  const type = isObject(geometry) ? geometry.type : undefined
  if (!isObject(geometry) || (type !== 'LineString' && type !== 'MultiLineString')) {
    throw new UsageError(`The geometry is ${shown(type)}; expected "LineString" or "MultiLineString".`)
  }
  return checkedLines(geometry.coordinates)
}

function checkedLines(coordinates: unknown): LonLat[][] {
  if (Array.isArray(coordinates) && coordinates.length > 0) {
    const isOne = !Array.isArray((coordinates as unknown[])[0]) || isPosition(coordinates[0])
    return (isOne ? [coordinates] : (coordinates as unknown[])).map(checkedLine)
  }
  throw new UsageError(
    `The coordinates are ${shown(coordinates)}; expected a list of positions, each ${POSITION_FORM}.`,
  )
}

function checkedLine(line: unknown): LonLat[] {
  if (!Array.isArray(line) || line.length < 2) {
    throw new UsageError(`A line is ${shown(line)}; expected at least two positions.`)
  }
  return line.map((position: unknown, i) => {
    if (isPosition(position)) return withoutHeight(position)
    throw new UsageError(`Position ${i + 1} of the line is ${shown(position)}; expected ${POSITION_FORM}.`)
  })
}

function endsOf(router: Router, linkId: string): LonLat[] {
  const { graph } = router.network
  const edge = graph.findDirectedEdge((_, { link_id, reversed }) => link_id === linkId && !reversed)
  if (edge !== undefined) return graph.extremities(edge).map((id) => positionOf(router, id))
  const known = new Set(graph.mapDirectedEdges((_, { link_id }) => link_id))
  const near = nearest(linkId, known)
  throw new UsageError(`Unknown link "${linkId}"; expected a link_id of the network.${didYouMean(near)}`, near)
}

function positionOf(router: Router, place: string): LonLat {
  const { x_coord, y_coord } = router.network.graph.getNodeAttributes(router.place(place))
  return [x_coord, y_coord]
}
