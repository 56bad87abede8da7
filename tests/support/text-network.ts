import { networkFromRecords, type Records } from '../../src/network/from-records.js'
import type { Network } from '../../src/network/network.js'
import type { Itinerary, Leg } from '../../src/routing/itinerary.js'
import type { RouteResult } from '../../src/routing/router.js'

/**
 * A network from text: a line with a file name opens a table, the next is its header, a blank line ends it.
 * Cells are separated by commas, never quoted; spaces around them do not count; missing cells at the end are blank.
 * Throws where the loader finds an error, so that a slip in a test's table is not a puzzle; `strict: false` is for
 * tests of what bad tables do.
 */
export function textNetwork(text: string, { strict = true } = {}): Network {
  return networkFromRecords(recordsFromText(text), { strict }).network
}

export function recordsFromText(text: string): Record<string, Records> {
  const files: Record<string, string[][]> = {}
  let rows: string[][] | undefined
  for (const line of text.split('\n')) {
    const words = line.trim()
    if (words === '') {
      rows = undefined
    } else if (words.endsWith('.csv')) {
      rows = []
      files[words] = rows
    } else if (rows === undefined) {
      throw new Error(`"${words}" stands in no table; a line with a file name opens one`)
    } else {
      const cells = words.split(',').map((cell) => cell.trim())
      const width = rows[0]?.length ?? cells.length
      rows.push([...cells, ...new Array<string>(Math.max(0, width - cells.length)).fill('')])
    }
  }
  return files
}

/**
 * Rules in round numbers: 100 km are 2 h by rail, 1 h by road, 4 h by sea; USD 1, 2 and 0.5 per TEU-km; 10, 50 and 5 g per tkm. Two
 * handlings in a row are never quicker or cheaper than the one that does the same.
 */
export const ROUND_RULES = `
  speed.csv
  mode, speed_kmh
  rail, 50
  road, 100
  sea,  25

  rate.csv
  mode, usd_per_teu_km
  rail, 1
  road, 2
  sea,  0.5

  emission.csv
  mode, wtw_gco2e_per_tkm, ttw_gco2e_per_tkm
  rail, 10, 8
  road, 50, 40
  sea,  5,  4

  transfer.csv
  from_mode, to_mode, from_gauge_mm, to_gauge_mm, time_h, cost_usd_per_teu, co2e_kg_per_teu
  door, rail, , , 6, 30, 3
  rail, door, , , 6, 30, 3
  door, road, , , 1, 10, 1
  road, door, , , 1, 10, 1
  door, sea,  , , 12, 40, 4
  sea,  door, , , 12, 40, 4
  road, rail, , , 6, 25, 3
  rail, road, , , 6, 25, 3
  road, sea,  , , 12, 50, 5
  sea,  road, , , 12, 50, 5
  rail, sea,  , , 10, 60, 6
  sea,  rail, , , 10, 60, 6
  rail, rail, 1435, 1520, 5, 25, 1
  rail, rail, 1520, 1435, 5, 25, 1

  border.csv
  from_country, to_country, mode, time_h, cost_usd_per_teu, time_p90_h, digital
  *, *, rail, 24, 100, 48, single_window
  *, *, road, 10, 50
  *, *, sea,  0,  0

  parameter.csv
  parameter, value
  value_of_time_pct_per_day, 1
  carbon_price_usd_per_t, 0
`

/** One TEU of 10 t: with it, the round rules give round answers. */
export const ONE_TEU = { teu: 1, tonnes: 10, value_usd: 24_000 } as const

/** A result as lines of text: what happens, hours, USD, kg CO2e; the last line is the total. */
export function resultText(result: RouteResult): string[] {
  if (result.status === 'no-route') return [result.reason]
  return [...result.legs.map(legText), line('total', result.totals)]
}

/** The same for a route that must exist. */
export function itineraryOf(result: RouteResult): Itinerary {
  if (result.status === 'no-route') throw new Error(`expected a route; received: ${result.reason}`)
  return result
}

/** Link ids in order of travel. */
export function linksOf(result: RouteResult): string[] {
  return itineraryOf(result).legs.flatMap((leg) =>
    leg.kind === 'transport' ? leg.links.map((link) => link.link_id) : [],
  )
}

function legText(leg: Leg): string {
  switch (leg.kind) {
    case 'transport': {
      const gauge = leg.gauge_mm === undefined ? '' : ` ${leg.gauge_mm}`
      const way = leg.links.map((link) => `${link.link_id} > ${link.to}`).join(' > ')
      return line(`${leg.mode}${gauge} ${leg.from} > ${way}`, leg)
    }
    case 'border':
      return line(`border ${leg.from_country}-${leg.to_country} by ${leg.mode}`, leg)
    case 'transfer':
      return line(`${leg.operation} at ${leg.to}: ${side(leg, 'from')} > ${side(leg, 'to')}`, leg)
  }
}

function side(leg: Leg & { kind: 'transfer' }, end: 'from' | 'to'): string {
  const gauge = leg[`${end}_gauge_mm`]
  return gauge === undefined ? leg[`${end}_mode`] : `${leg[`${end}_mode`]} ${gauge}`
}

function line(
  what: string,
  part: { readonly time_h: number; readonly cost_usd: number | undefined; readonly co2e_kg: number | undefined },
): string {
  const shown = (value: number | undefined): string => (value === undefined ? '?' : String(Number(value.toFixed(6))))
  return `${what} | ${shown(part.time_h)} h | ${shown(part.cost_usd)} USD | ${shown(part.co2e_kg)} kg`
}
