/**
 * One multimodal network of Eurasia from public data: Natural Earth rail, marnet sea, ports, airports and European roads,
 * as tables for `networkFromRecords`. It is data for a test and a bench: what joins the modes to one another is not
 * in the sources, is estimated here and says so in its `source`; so are the gauge of a line (its country's) and the
 * air links. Lengths are those of the sources, which are generalised.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { distance } from '@turf/turf'
import { around } from 'geokdbush'
import KDBush from 'kdbush'
import { loadNetwork, networkToRecords, type Records } from '../../src/index.js'
import { csvRows } from './csv-rows.js'
import { alpha2 } from './iso-countries.js'

/** Where the data are: beside the project, never in it. */
export const SHARED_DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** A file that is there where the data are. */
export const RAIL_NODES = join(SHARED_DATA, 'eurasia-rail', 'eurasia_nodes.csv')

/** The rail data name junctions only, up to 300 km apart; between them, the lines get a place to stop each so many km. */
const STATION_SPACING_KM = 15
/** How far a port or an airport may be from the line or the road that serves it. */
const ACCESS_KM = 25
/** How far a port may be from the nearest sea lane; farther ones are inland. */
const SEA_ACCESS_KM = 60
/** How far a road junction may be from the rail station where goods change. */
const TRANSLOAD_KM = 10
/** Roads and tracks over short ways are longer than the great circle by about this much. */
const DETOUR = 1.2

const JOIN = 'synthetic: nearest place of that mode, great circle'

interface Place {
  readonly id: string
  readonly lon: number
  readonly lat: number
  readonly country: string
}

/** The tables being filled, and what is known of their rows. */
interface Draft {
  readonly node: string[][]
  readonly link: string[][]
}

const NODE_COLUMNS = ['node_id', 'name', 'x_coord', 'y_coord', 'country', 'node_type', 'unlocode', 'source']
const LINK_COLUMNS =
  'link_id,from_node_id,to_node_id,mode,length_km,facility_type,gauge_mm,passage,status,name,source'.split(',')

/**
 * The records of the network.
 *
 * @param data the folder with `eurasia-rail`, `maritime`, `ports`, `airports` and `europe-road`
 */
export async function eurasiaRecords(data: string = SHARED_DATA): Promise<Record<string, Records>> {
  const draft: Draft = { node: [], link: [] }
  const rail = addRail(draft, data)
  addMissingLines(draft, rail)
  const sea = addSea(draft, data)
  const road = addRoads(draft, data)
  const railPlaces = nearestOf(rail.places)
  const roadPlaces = nearestOf(road)
  for (const place of road) {
    joinLand(draft, place, 'road', railPlaces, TRANSLOAD_KM)
  }
  const ports = addPorts(draft, data, nearestOf(sea))
  const airports = addAirports(draft, data)
  for (const place of [...ports, ...airports]) {
    joinLand(draft, place, 'rail', railPlaces, ACCESS_KM, rail.gaugeOf)
    joinLand(draft, place, 'road', roadPlaces, ACCESS_KM)
  }
  addCaspianFerry(draft, railPlaces, rail.gaugeOf)
  return {
    ...(await shippedRules()),
    'node.csv': [NODE_COLUMNS, ...draft.node],
    'link.csv': [LINK_COLUMNS, ...draft.link],
  }
}

// --- rail

interface Rail {
  readonly places: readonly Place[]
  readonly gaugeOf: ReadonlyMap<string, string>
}

/** Over water in the data, but bridges and tunnels that trains run through: Channel Tunnel, Great Belt, Seto, Seikan. */
const FIXED_CROSSINGS = new Set(['RL000898', 'RL000974', 'RL000975', 'RL002644', 'RL022473', 'RL022752'])

function addRail(draft: Draft, data: string): Rail {
  const folder = join(data, 'eurasia-rail')
  const nodes = csvRows(RAIL_NODES.replace(SHARED_DATA, data), ['id', 'lon', 'lat', 'country'])
  const links = csvRows(join(folder, 'eurasia_links.csv'), [
    ...(['id', 'from', 'to', 'length_km', 'kind', 'gauge_from_mm', 'gauge_to_mm'] as const),
  ]).map((link) => ({ ...link, isFerry: link.kind === 'ferry' && !FIXED_CROSSINGS.has(link.id) }))
  const countryOf = new Map(nodes.map(({ id, country }) => [id, alpha2(country)]))
  const gaugeOf = new Map<string, string>()
  for (const { from, to, gauge_from_mm, gauge_to_mm } of links) {
    gaugeOf.set(from, gauge_from_mm)
    gaugeOf.set(to, gauge_to_mm)
  }
  fillCountries(
    countryOf,
    gaugeOf,
    links.filter((link) => !link.isFerry),
  )
  const places: Place[] = []
  const addPlace = (id: string, [lon, lat]: readonly [string, string], type: string, source: string): void => {
    const country = countryOf.get(id) ?? ''
    draft.node.push([id, '', lon, lat, country, type, '', source])
    places.push({ id, lon: Number(lon), lat: Number(lat), country })
  }
  for (const { id, lon, lat } of nodes) addPlace(id, [lon, lat], 'junction', 'Natural Earth 10 m railways')

  const chains = detailedChains(folder, nodes)
  for (const { id, from, to, length_km, kind, isFerry } of links) {
    const source =
      kind === 'gap_bridge' ? 'synthetic: gap in Natural Earth' : 'Natural Earth 10 m railways, generalised'
    if (isFerry) {
      draft.link.push([id, from, to, 'sea', length_km, 'ferry', '', '', '', 'train ferry', source])
      continue
    }
    const gauge = gaugeOf.get(from) as string
    const isHome = countryOf.get(from) === countryOf.get(to) && gauge === gaugeOf.get(to)
    const stops = isHome ? stations(chains, from, to, Number(length_km)) : []
    let previous = from
    let done = 0
    stops.forEach(({ position, share }, i) => {
      const station = `${id}.${i + 1}`
      countryOf.set(station, countryOf.get(from) as string)
      gaugeOf.set(station, gauge)
      addPlace(station, position, 'waypoint', 'point on a line of Natural Earth 10 m railways')
      const km = share * Number(length_km)
      draft.link.push([
        `${id}.${i}`,
        previous,
        station,
        'rail',
        (km - done).toFixed(3),
        'block',
        gauge,
        '',
        '',
        '',
        source,
      ])
      previous = station
      done = km
    })
    const last = (Number(length_km) - done).toFixed(3)
    draft.link.push([`${id}.${stops.length}`, previous, to, 'rail', last, 'block', gauge, '', '', '', source])
  }
  return { places, gaugeOf }
}

/** A place without a country (the polygons of the data miss some) is taken to be where the line comes from. */
function fillCountries(
  countryOf: Map<string, string>,
  gaugeOf: Map<string, string>,
  tracks: readonly { readonly from: string; readonly to: string }[],
): void {
  for (let changed = true; changed; ) {
    changed = false
    for (const { from, to } of tracks) {
      for (const [known, unknown] of [
        [from, to],
        [to, from],
      ] as const) {
        if (countryOf.get(known) === '' || countryOf.get(unknown) !== '') continue
        countryOf.set(unknown, countryOf.get(known) as string)
        gaugeOf.set(unknown, gaugeOf.get(known) as string)
        changed = true
      }
    }
  }
}

/** A run of the detailed geometry between two junctions: points with their kilometres from the first. */
interface Chain {
  readonly from: string
  readonly km: number
  readonly points: readonly { readonly position: readonly [string, string]; readonly km: number }[]
}

/**
 * The detailed file has the same lines at 3 km spacing, but neither ids nor countries. Where its points have the
 * coordinates of two junctions with nothing but points of degree 2 between them, that is the way of the link.
 */
function detailedChains(
  folder: string,
  nodes: readonly { readonly id: string; readonly lon: string; readonly lat: string }[],
): ReadonlyMap<string, readonly Chain[]> {
  const junctionAt = new Map(nodes.map(({ id, lon, lat }) => [`${lon} ${lat}`, id]))
  const points = csvRows(join(folder, 'detail_nodes.csv.gz'), ['id', 'lon', 'lat'])
  const links = csvRows(join(folder, 'detail_links.csv.gz'), ['from', 'to', 'length_km'])
  const at = points.map(({ lon, lat }) => junctionAt.get(`${lon} ${lat}`))
  const around = points.map((): number[] => [])
  const ends = links.map(({ from, to }) => [Number(from), Number(to)] as const)
  ends.forEach(([from, to], link) => {
    around[from]?.push(link)
    around[to]?.push(link)
  })
  const seen = new Uint8Array(links.length)
  const chains = new Map<string, Chain[]>()
  at.forEach((from, start) => {
    if (from === undefined) return
    for (const first of around[start] as number[]) {
      const passed: { position: readonly [string, string]; km: number }[] = []
      let [point, link, km] = [start, first, 0]
      while (seen[link] === 0) {
        seen[link] = 1
        const [a, b] = ends[link] as readonly [number, number]
        point = a === point ? b : a
        km += Number(links[link]?.length_km)
        const to = at[point]
        const onward = (around[point] as number[]).filter((other) => other !== link)
        if (to !== undefined) {
          const key = pairKey(from, to)
          chains.set(key, [...(chains.get(key) ?? []), { from, km, points: passed }])
          break
        }
        if (onward.length !== 1) break
        passed.push({ position: [points[point]?.lon as string, points[point]?.lat as string], km })
        link = onward[0] as number
      }
    }
  })
  return chains
}

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Places to stop along a link, in order from `from`, with their share of its length; none where its way is not found. */
function stations(
  chains: ReadonlyMap<string, readonly Chain[]>,
  from: string,
  to: string,
  lengthKm: number,
): { readonly position: readonly [string, string]; readonly share: number }[] {
  const pieces = Math.floor(lengthKm / STATION_SPACING_KM)
  const chain = chains.get(pairKey(from, to))?.find(({ km }) => Math.abs(km - lengthKm) <= 0.02 * lengthKm)
  if (pieces < 2 || chain === undefined || from === to) return []
  const points = chain.from === from ? chain.points : chain.points.map((p) => ({ ...p, km: chain.km - p.km })).reverse()
  const chosen: { position: readonly [string, string]; share: number }[] = []
  for (const { position, km } of points) {
    if (km >= ((chosen.length + 1) * chain.km) / pieces && chain.km - km > 1)
      chosen.push({ position, share: km / chain.km })
  }
  return chosen
}

const ZHEZKAZGAN_BEYNEU =
  'opened in 2014; 988 km of new line in both parts together (KTZ in UIC e-news 414, 2014), the split recalled'

/** Lines that Natural Earth lacks and a question needs, as straight links of the published length between the nearest places of the network. */
const MISSING_LINES = [
  {
    id: 'zhezkazgan-saksaulskaya',
    ends: [67.71, 47.8, 61.15, 47.08],
    km: 517,
    gauge: '1520',
    source: `synthetic line: Zhezkazgan-Saksaulskaya, ${ZHEZKAZGAN_BEYNEU}`,
  },
  {
    id: 'shalkar-beyneu',
    ends: [59.6, 47.83, 55.19, 45.32],
    km: 471,
    gauge: '1520',
    source: `synthetic line: Shalkar-Beyneu, ${ZHEZKAZGAN_BEYNEU}`,
  },
] as const

/** The nearest place to an end of a missing line must not be farther than this, km. */
const END_OF_LINE_KM = 15

function addMissingLines(draft: Draft, { places, gaugeOf }: Rail): void {
  for (const { id, ends, km, gauge, source } of MISSING_LINES) {
    const near = nearestOf(places.filter((place) => gaugeOf.get(place.id) === gauge))
    const from = near({ id: `start of ${id}`, lon: ends[0], lat: ends[1], country: '' }, END_OF_LINE_KM)
    const to = near({ id: `end of ${id}`, lon: ends[2], lat: ends[3], country: '' }, END_OF_LINE_KM)
    if (from === undefined || to === undefined) throw new Error(`the ends of ${id} are not in the rail data`)
    draft.link.push([id, from.id, to.id, 'rail', String(km), 'block', gauge, '', '', '', source])
  }
}

// --- sea

/** Our word and the status for a strait of marnet; what it names besides has no word of ours. */
const PASSAGES: Readonly<Record<string, readonly [passage: string, status: string]>> = {
  suez: ['suez', ''],
  panama: ['panama', ''],
  malacca: ['malacca', ''],
  babelmandeb: ['bab-el-mandeb', ''],
  gibraltar: ['gibraltar', ''],
  // Ice: as the shipped network has it.
  northeast: ['northern-sea-route', 'seasonal'],
  northwest: ['', 'seasonal'],
}

function addSea(draft: Draft, data: string): Place[] {
  const folder = join(data, 'maritime')
  const source = 'Eurostat marnet 20 km'
  for (const { id, from, to, length_km, pass } of csvRows(join(folder, 'marnet_20km_links.csv'), [
    ...(['id', 'from', 'to', 'length_km', 'pass'] as const),
  ])) {
    const [passage, status] = PASSAGES[pass] ?? ['', '']
    draft.link.push([id, from, to, 'sea', length_km, 'deep_sea', '', passage, status, pass, source])
  }
  return csvRows(join(folder, 'marnet_20km_nodes.csv'), ['id', 'lon', 'lat']).map(({ id, lon, lat }) => {
    draft.node.push([id, '', lon, lat, '', 'waypoint', '', source])
    return { id, lon: Number(lon), lat: Number(lat), country: '' }
  })
}

/** Every port of the table that is not inland, joined to the sea lanes. */
function addPorts(draft: Draft, data: string, sea: Nearest): Place[] {
  const ports: Place[] = []
  const seen = new Set<string>()
  for (const { locode, name, lon, lat } of csvRows(join(data, 'ports', 'ports.csv'), [
    'locode',
    'name',
    'lon',
    'lat',
  ])) {
    const port = { id: locode, lon: Number(lon), lat: Number(lat), country: locode.slice(0, 2) }
    const lane = sea(port, SEA_ACCESS_KM)
    // Some codes stand in the table twice.
    if (lane === undefined || seen.has(locode)) continue
    seen.add(locode)
    draft.node.push([locode, name, lon, lat, port.country, 'seaport', locode, 'port table'])
    const km = Math.max(lane.km, 0.1).toFixed(3)
    draft.link.push([`${locode}-sea`, locode, lane.id, 'sea', km, 'deep_sea', '', '', '', '', JOIN])
    ports.push(port)
  }
  return ports
}

/** The one ferry over the Caspian, which marnet lacks, with its two ports and their tracks. */
function addCaspianFerry(draft: Draft, rail: Nearest, gaugeOf: ReadonlyMap<string, string>): void {
  for (const [id, name, lon, lat, country] of [
    ['KZAAU', 'Aktau', '51.200', '43.605', 'KZ'],
    ['AZALT', 'Alat', '49.410', '39.960', 'AZ'],
  ] as const) {
    draft.node.push([id, name, lon, lat, country, 'seaport', '', 'public maps, rounded'])
    joinLand(draft, { id, lon: Number(lon), lat: Number(lat), country }, 'rail', rail, ACCESS_KM, gaugeOf)
  }
  const source = 'added: carriers give 420 to 472 km for Aktau-Baku and Aktau-Alat; 475 km as in the shipped network'
  draft.link.push(['aktau-alat', 'KZAAU', 'AZALT', 'sea', '475', 'ferry', '', '', '', 'Aktau-Alat ferry', source])
}

// --- road

function addRoads(draft: Draft, data: string): Place[] {
  const folder = join(data, 'europe-road')
  const source = 'ETISplus'
  const columns = ['id', 'from', 'to', 'length_km'] as const
  for (const { id, from, to, length_km } of csvRows(join(folder, 'links.csv'), columns)) {
    // One link ends where it starts.
    if (from === to) continue
    draft.link.push([`road-${id}`, `road-${from}`, `road-${to}`, 'road', length_km, 'motorway', '', '', '', '', source])
  }
  for (const { id, from, to, length_km } of csvRows(join(folder, 'border_bridges.csv'), columns)) {
    const note = 'synthetic: nearest pair of places over the border'
    draft.link.push([`road-${id}`, `road-${from}`, `road-${to}`, 'road', length_km, 'motorway', '', '', '', '', note])
  }
  return csvRows(join(folder, 'nodes.csv'), ['id', 'lon', 'lat', 'country']).map(({ id, lon, lat, country }) => {
    const code = country === 'UK' ? 'GB' : country
    draft.node.push([`road-${id}`, '', lon, lat, code, 'junction', '', source])
    return { id: `road-${id}`, lon: Number(lon), lat: Number(lat), country: code }
  })
}

// --- air

/** Freight hubs, each joined to each: the twenty or so busiest for cargo (estimate, from memory of industry lists). */
const HUBS = new Set(
  'VHHH ZSPD RKSI PANC KMEM KSDF RJAA RCTP OMDB OTHH EDDF LFPG EHAM WSSS ZGGG ZBAA VTBS EGLL EBLG ELLX LTFM UAAA ZUUU'.split(
    ' ',
  ),
)
const LARGE_NEIGHBOURS = 4
const MEDIUM_NEIGHBOURS = 2

/** Airports with scheduled service, each joined to the nearest large ones, and the hubs to one another. */
function addAirports(draft: Draft, data: string): Place[] {
  const columns = ['icao', 'name', 'type', 'country', 'lat', 'lon', 'scheduled_service'] as const
  const rows = csvRows(join(data, 'airports', 'airports_medium_large.csv'), columns).filter(
    ({ scheduled_service }) => scheduled_service === 'yes',
  )
  const airports = rows.map(({ icao, name, lon, lat, country, type }) => {
    draft.node.push([icao, name, lon, lat, country, 'airport', '', 'airport table'])
    return { id: icao, lon: Number(lon), lat: Number(lat), country, isLarge: type === 'large_airport' }
  })
  const large = airports.filter((airport) => airport.isLarge)
  const byPosition = treeOf(large)
  const joined = new Set<string>()
  const fly = (from: Place, to: Place): void => {
    const key = pairKey(from.id, to.id)
    if (from.id === to.id || joined.has(key)) return
    joined.add(key)
    const km = kilometres(from, to).toFixed(3)
    const source = 'synthetic: great circle between neighbours and between hubs'
    draft.link.push([`air ${key}`, from.id, to.id, 'air', km, 'freighter', '', '', '', '', source])
  }
  for (const airport of airports) {
    const count = airport.isLarge ? LARGE_NEIGHBOURS + 1 : MEDIUM_NEIGHBOURS
    for (const i of around(byPosition, airport.lon, airport.lat, count)) fly(airport, large[i] as Place)
  }
  const hubs = large.filter(({ id }) => HUBS.has(id))
  hubs.forEach((hub, i) => {
    for (const other of hubs.slice(i + 1)) fly(hub, other)
  })
  return airports
}

// --- joins

/** The nearest of some places within some km, and how far it is; of the same country where the place has one. */
type Nearest = (place: Place, maxKm: number) => { readonly id: string; readonly km: number } | undefined

function nearestOf(places: readonly Place[]): Nearest {
  const tree = treeOf(places)
  const countries = new Set(places.map(({ country }) => country))
  return (place, maxKm) => {
    if (place.country !== '' && !countries.has('') && !countries.has(place.country)) return undefined
    const isNear = (i: number): boolean => {
      const { country } = places[i] as Place
      return place.country === '' || country === '' || country === place.country
    }
    // A place out of range ends the search; where all of them are refused, it would go through the whole tree.
    const isFar = (i: number): boolean => kilometres(place, places[i] as Place) > maxKm
    const [i] = around(tree, place.lon, place.lat, 1, maxKm, (i) => isNear(i) || isFar(i))
    if (i === undefined || !isNear(i)) return undefined
    const found = places[i] as Place
    return { id: found.id, km: kilometres(place, found) }
  }
}

function treeOf(places: readonly Place[]): KDBush {
  const tree = new KDBush(places.length, 16)
  for (const { lon, lat } of places) tree.add(lon, lat)
  return tree.finish()
}

function kilometres(a: Place, b: Place): number {
  return distance([a.lon, a.lat], [b.lon, b.lat])
}

/** A siding or a road from a place to the nearest one that has the mode; none where that is too far. */
function joinLand(
  draft: Draft,
  place: Place,
  mode: 'rail' | 'road',
  near: Nearest,
  maxKm: number,
  gaugeOf?: ReadonlyMap<string, string>,
): void {
  const found = near(place, maxKm)
  if (found === undefined) return
  const length = Math.max(found.km * DETOUR, 0.1).toFixed(3)
  const gauge = mode === 'rail' ? (gaugeOf?.get(found.id) as string) : ''
  const type = mode === 'rail' ? 'block' : 'regional'
  const source = `${JOIN} x ${DETOUR}`
  draft.link.push([`${place.id}-${mode}`, place.id, found.id, mode, length, type, gauge, '', '', '', source])
}

// --- rules

/** Every break of gauge of the data, as at Dostyk; 1520 and 1524 mm run through by the shipped rules. */
const GAUGES = [1000, 1067, 1435, 1520, 1524, 1600, 1668, 1676]

/** The rules of the shipped network that name none of its places, and the breaks of gauge. */
async function shippedRules(): Promise<Record<string, Records>> {
  const shipped = networkToRecords((await loadNetwork()).network)
  const rules: Record<string, Records> = {}
  for (const table of ['transfer', 'border', 'territory', 'speed', 'rate', 'emission', 'grid', 'parameter']) {
    const [header = [], ...rows] = shipped[`${table}.csv`] ?? []
    const named = ['node_id', 'from_node_id', 'to_node_id']
      .map((column) => header.indexOf(column))
      .filter((i) => i >= 0)
    rules[`${table}.csv`] = [header, ...rows.filter((row) => named.every((i) => row[i] === '' || row[i] === '*'))]
  }
  const [header = [], ...rows] = rules['transfer.csv'] as Records
  const row = (cells: Readonly<Record<string, string>>): string[] => header.map((column) => cells[column] ?? '')
  const breaks = GAUGES.flatMap((from) =>
    GAUGES.filter((to) => to !== from && !(from + to === 1520 + 1524)).map((to) =>
      row({
        ...{ from_mode: 'rail', to_mode: 'rail', from_gauge_mm: String(from), to_gauge_mm: String(to) },
        ...{ time_h: '18', cost_usd_per_teu: '164.5', co2e_kg_per_teu: '3.5' },
        source: 'estimate: as at Dostyk in the shipped network',
      }),
    ),
  )
  rules['transfer.csv'] = [header, ...rows, ...breaks]
  rules['emission.csv'] = withUnknownTraction(rules['emission.csv'] as Records)
  return rules
}

/** The data do not say which lines are electrified: trains are taken to be diesel where a link does not say. */
function withUnknownTraction([header = [], ...rows]: Records): Records {
  const column = (name: string): number => header.indexOf(name)
  const diesel = rows.find((row) => row[column('mode')] === 'rail' && row[column('electrified')] === '0')
  if (diesel === undefined) throw new Error('the shipped emission.csv has no row for diesel trains')
  const unknown = diesel.map((cell, i) => {
    if (i === column('source')) return 'estimate: traction unknown, counted as diesel'
    return i === column('electrified') ? '' : cell
  })
  return [header, ...rows, unknown]
}
