import type { Itinerary, RouteQuery, Router } from '../../src/index.js'

/**
 * Questions to the network of eurasia-network.ts whose kilometres are published. The bands were fixed before the first
 * answer was seen: the rail data are 3 to 9 % short (generalised), the sea lanes about 1 % off, the roads coarse.
 */
export interface EurasiaQuestion {
  readonly id: string
  readonly from: End
  readonly to: End
  /** Places on the way that make it the one that the figure is published for. */
  readonly via?: readonly End[]
  readonly query: Omit<RouteQuery, 'from' | 'to' | 'via'>
  /** Published kilometres, least and greatest. */
  readonly knownKm: readonly [number, number]
  readonly source: string
  /** How far below the least and above the greatest the answer may lie, %. */
  readonly band: readonly [number, number]
  /** Passages that the route must use. */
  readonly uses?: readonly Itinerary['passages'][number][]
}

/** A place by its position, snapped to the nearest node with that mode. */
export interface End {
  readonly name: string
  readonly at: readonly [longitude: number, latitude: number]
  readonly mode: 'rail' | 'road' | 'sea'
}

/** A place to be found may not be farther from a node than this, km: a marshalling yard and its city. */
export const SNAP_KM = 30

const RAIL_BAND = [-12, 3] as const
const SEA_BAND = [-3, 3] as const
const ROAD_BAND = [-8, 8] as const

const rail = (name: string, longitude: number, latitude: number): End => ({
  name,
  at: [longitude, latitude],
  mode: 'rail',
})
const MOSCOW = rail('Moscow', 37.66, 55.77)
const BEIJING = rail('Beijing', 116.43, 39.9)
const SHANGHAI: End = { name: 'Shanghai', at: [121.497, 31.4], mode: 'sea' }
const ROTTERDAM: End = { name: 'Rotterdam', at: [4.14, 51.95], mode: 'sea' }

/** Terminal to terminal, so that the answers are about lines. */
const LINE = { objective: 'fastest', handling: 'none' } as const

export const EURASIA_QUESTIONS: readonly EurasiaQuestion[] = [
  {
    id: 'Chongqing-Duisburg, rail',
    from: rail('Chongqing', 106.3, 29.61),
    to: rail('Duisburg', 6.75, 51.42),
    query: { ...LINE, modes: ['rail'] },
    knownKm: [11_179, 11_179],
    source: 'China Daily 2013: the line by Alashankou and Brest',
    band: RAIL_BAND,
  },
  {
    id: 'Shanghai-Rotterdam, sea, Suez',
    from: SHANGHAI,
    to: ROTTERDAM,
    query: { ...LINE, modes: ['sea'] },
    knownKm: [19_700, 19_700],
    source: 'porteconomicsmanagement.org; Drewry 2023',
    band: SEA_BAND,
    uses: ['malacca', 'bab-el-mandeb', 'suez', 'gibraltar'],
  },
  {
    id: 'Shanghai-Rotterdam, sea, by the Cape',
    from: SHANGHAI,
    to: ROTTERDAM,
    // Panama is shorter still; the figure is that of the Cape.
    query: { ...LINE, modes: ['sea'], avoidPassages: ['suez', 'panama'] },
    knownKm: [26_000, 26_000],
    source: 'usual figure: about 26,000 km, 14,000 nautical miles',
    band: SEA_BAND,
  },
  {
    id: 'Almaty-Baku, rail and Caspian ferry',
    from: rail('Almaty', 76.94, 43.34),
    to: rail('Baku', 49.86, 40.38),
    query: { ...LINE, modes: ['rail', 'sea'], avoidCountries: ['RU', 'IR', 'UZ', 'TM'] },
    // The Middle Corridor by Aktau. Less Altynkol-Zhetygen, 298 km, and Zhetygen-Almaty, about 50; plus the ferry to Alat and 70 km to Baku.
    knownKm: [3128 - 298 - 50 + 420, 3128 - 298 - 50 + 475 + 70],
    source: 'KTZ 2024: Altynkol-Aktau 3,128 km; carriers: Aktau-Baku or Alat 420 to 475 km',
    band: RAIL_BAND,
  },
  {
    id: 'Beijing-Moscow, rail, by Mongolia',
    from: BEIJING,
    to: MOSCOW,
    via: [rail('Ulaanbaatar', 106.88, 47.91)],
    query: { ...LINE, modes: ['rail'], avoidCountries: ['KZ'] },
    knownKm: [7621, 7826],
    source: 'usual figures for the Trans-Mongolian way: 7,621 and 7,826 km',
    band: RAIL_BAND,
  },
  {
    id: 'Beijing-Moscow, rail, by Manzhouli',
    from: BEIJING,
    to: MOSCOW,
    via: [rail('Zabaikalsk', 117.33, 49.65)],
    query: { ...LINE, modes: ['rail'], avoidCountries: ['KZ', 'MN'] },
    knownKm: [9000, 9000],
    source: 'usual figure for the Trans-Manchurian way: about 9,000 km',
    band: RAIL_BAND,
  },
  {
    id: 'Rotterdam-Warsaw, road',
    from: { name: 'Rotterdam', at: [4.48, 51.92], mode: 'road' },
    to: { name: 'Warsaw', at: [21.01, 52.23], mode: 'road' },
    query: { ...LINE, modes: ['road'] },
    knownKm: [1200, 1200],
    source: 'usual figure: about 1,200 km',
    band: ROAD_BAND,
  },
]

/** The question as the router takes it, its places snapped to nodes. */
export function routeQueryOf({ id, from, to, via, query }: EurasiaQuestion, router: Router): RouteQuery {
  const snap = ({ name, at, mode }: End): string => {
    const [found] = router.nearest(at, { modes: [mode], maxKm: SNAP_KM })
    if (found === undefined) throw new Error(`${id}: no ${mode} terminal within ${SNAP_KM} km of ${name}`)
    return found.node_id
  }
  return { from: snap(from), to: snap(to), ...query, ...(via === undefined ? {} : { via: via.map(snap) }) }
}

/** The least and the greatest kilometres that a question admits. */
export function bandKm({ knownKm, band }: EurasiaQuestion): readonly [number, number] {
  return [knownKm[0] * (1 + band[0] / 100), knownKm[1] * (1 + band[1] / 100)]
}
