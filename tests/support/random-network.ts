import fc from 'fast-check'
import { networkFromRecords, type Records } from '../../src/network/from-records.js'
import type { Network } from '../../src/network/network.js'
import { OBJECTIVES } from '../../src/routing/objective.js'
import { HANDLINGS, type RouteQuery } from '../../src/routing/router.js'

/** A row of a table; an absent cell is blank. */
export type Row = Readonly<Record<string, string | number | undefined>>

/** The tables of a random network, easy to change one cell of and plain to print. */
export interface NetworkSpec {
  readonly node: readonly Row[]
  readonly link: readonly Row[]
  readonly transfer: readonly Row[]
  readonly border: readonly Row[]
  readonly territory: readonly Row[]
  readonly speed: readonly Row[]
  readonly rate: readonly Row[]
  readonly emission: readonly Row[]
  readonly grid: readonly Row[]
  readonly parameter: readonly Row[]
}

/** A network with a question about it. */
export interface Question {
  readonly spec: NetworkSpec
  readonly query: RouteQuery
}

/** The spec as CSV records, then as a network; throws where a row is in error. */
export function networkOf(spec: NetworkSpec): Network {
  return networkFromRecords(recordsOf(spec), { strict: true }).network
}

export function recordsOf(spec: NetworkSpec): Record<string, Records> {
  const files: Record<string, Records> = {}
  for (const [table, rows] of Object.entries(spec) as [string, readonly Row[]][]) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    if (rows.length > 0) files[`${table}.csv`] = [columns, ...rows.map((row) => columns.map((c) => `${row[c] ?? ''}`))]
  }
  return files
}

/** The spec with one column of one table changed in every row that has it. */
export function withColumn(
  spec: NetworkSpec,
  table: keyof NetworkSpec,
  column: string,
  change: (value: number, row: Row) => number,
): NetworkSpec {
  const rows = spec[table].map((row) => {
    const value = row[column]
    return typeof value === 'number' ? { ...row, [column]: change(value, row) } : row
  })
  return { ...spec, [table]: rows }
}

const COUNTRIES = ['CN', 'CN', 'KZ', 'RU', undefined] as const
const MODES = ['rail', 'road', 'sea'] as const
const GAUGES = [1435, 1520] as const

/** True with this chance in a hundred. */
const chance = (percent: number): fc.Arbitrary<boolean> => fc.nat({ max: 99 }).map((n) => n < percent)

/** A value with this chance in a hundred, or else nothing. */
const maybe = <T>(percent: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: percent, arbitrary: value }, { weight: 100 - percent, arbitrary: fc.constant(undefined) })

/** Whole numbers of USD, so that costs are whole cents and doubling them is exact. */
const usd = fc.nat({ max: 60 })
const quarters = fc.nat({ max: 60 }).map((n) => n / 4)

const linkShape = fc.record({
  mode: fc.constantFrom(...MODES),
  gauge: fc.constantFrom(1435, 1435, 1520),
  directed: chance(25).map(Number),
  length_km: fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 400 }) },
  ),
  facility_type: maybe(25, fc.constant('fast')),
  time_h: maybe(20, fc.constantFrom(0, 0.5, 3.25, 7)),
  electrified: chance(50).map(Number),
  passage: maybe(30, fc.constant('suez')),
  status: maybe(15, fc.constantFrom('sanctions', 'closed', 'planned')),
  max_axle_load_t: maybe(20, fc.constant(20)),
})
type LinkShape = typeof linkShape extends fc.Arbitrary<infer Shape> ? Shape : never

function linkRow(id: number, from: number, to: number, shape: LinkShape): Row {
  const { gauge, passage, ...rest } = shape
  return {
    link_id: `l${String(id).padStart(2, '0')}`,
    from_node_id: `n${from}`,
    to_node_id: `n${to}`,
    ...rest,
    gauge_mm: rest.mode === 'rail' ? gauge : undefined,
    passage: rest.mode === 'sea' ? passage : undefined,
  }
}

/** A chain through all nodes, mostly open, and about as many links again between any two, often side by side. */
function linkRows(nodeCount: number): fc.Arbitrary<readonly Row[]> {
  const chain = fc.array(linkShape, { minLength: nodeCount - 1, maxLength: nodeCount - 1 })
  const ends = fc.tuple(fc.nat({ max: nodeCount - 1 }), fc.integer({ min: 1, max: nodeCount - 1 }))
  const more = fc.array(fc.tuple(ends, linkShape), { minLength: nodeCount, maxLength: nodeCount * 3 })
  return fc.tuple(chain, more, chance(60)).map(([chained, others, hasTwin]) => {
    const rows = [
      ...chained.map((shape, i) => linkRow(i, i, i + 1, { ...shape, directed: 0, status: undefined })),
      ...others.map(([[from, step], shape], i) => linkRow(chained.length + i, from, (from + step) % nodeCount, shape)),
    ]
    // Two links that differ in their ids alone, so that ties are not left to luck.
    return hasTwin ? [{ ...rows[0], link_id: 'twin' }, ...rows] : rows
  })
}

const handlingCost = fc.record({
  time_h: quarters,
  cost_usd_per_teu: usd,
  cost_usd_per_tonne: maybe(30, fc.nat({ max: 3 })),
  co2e_kg_per_teu: fc.nat({ max: 9 }),
})

/** One rule for each end and each change of mode or gauge, most of them present. */
const transferRows: fc.Arbitrary<readonly Row[]> = fc
  .tuple(
    ...scopes().map((scope) =>
      maybe('from_gauge_mm' in scope ? 70 : 92, handlingCost).map((cost) => cost && { ...scope, ...cost }),
    ),
    maybe(30, handlingCost).map((cost) => cost && { node_id: 'n1', from_mode: 'rail', to_mode: 'road', ...cost }),
  )
  .map((rows) => rows.filter((row) => row !== undefined))

function scopes(): Row[] {
  const list: Row[] = []
  for (const mode of MODES) {
    list.push({ from_mode: 'door', to_mode: mode }, { from_mode: mode, to_mode: 'door' })
    for (const other of MODES) if (other !== mode) list.push({ from_mode: mode, to_mode: other })
  }
  for (const gauge of GAUGES) {
    const other = gauge === 1435 ? 1520 : 1435
    list.push({ from_mode: 'rail', to_mode: 'rail', from_gauge_mm: gauge, to_gauge_mm: other })
  }
  return list
}

const dwell = fc.record({ time_h: quarters, cost_usd_per_teu: usd })

/** A general rule, nearly always, and special ones for a mode, for one country pair and for one direction. */
const borderRows: fc.Arbitrary<readonly Row[]> = fc
  .tuple(
    maybe(95, dwell).map((cost) => cost && { from_country: '*', to_country: '*', ...cost }),
    maybe(40, dwell).map((cost) => cost && { from_country: '*', to_country: '*', mode: 'rail', ...cost }),
    maybe(50, dwell).map((cost) => cost && { from_country: 'CN', to_country: 'KZ', ...cost }),
    maybe(30, dwell).map((cost) => cost && { from_country: 'KZ', to_country: 'CN', directed: 1, ...cost }),
  )
  .map((rows) => rows.filter((row) => row !== undefined))

const speedRows: fc.Arbitrary<readonly Row[]> = fc
  .tuple(
    fc.integer({ min: 10, max: 90 }),
    fc.integer({ min: 10, max: 90 }),
    fc.integer({ min: 10, max: 90 }),
    chance(50),
  )
  .map(([rail, road, sea, rests]) => [
    { mode: 'rail', speed_kmh: rail, allowance_pct: 10 },
    { mode: 'rail', facility_type: 'fast', speed_kmh: rail + 40 },
    { mode: 'road', speed_kmh: road, hours_per_day: rests ? 9 : undefined },
    { mode: 'sea', speed_kmh: sea },
  ])

const rateRows: fc.Arbitrary<readonly Row[]> = fc
  .tuple(fc.array(fc.nat({ max: 4 }), { minLength: 4, maxLength: 4 }), usd, chance(50))
  .map(([perKm, perLink, byTonne]) => [
    { mode: 'rail', usd_per_teu_km: perKm[0], usd_per_teu: perLink },
    { mode: 'rail', country: 'CN', usd_per_teu_km: perKm[1] },
    { mode: 'road', [byTonne ? 'usd_per_tonne_km' : 'usd_per_teu_km']: perKm[2] },
    { mode: 'sea', usd_per_teu_km: perKm[3], usd_per_teu: perLink },
  ])

const emissionRows: fc.Arbitrary<readonly Row[]> = fc
  .array(fc.nat({ max: 90 }), { minLength: 3, maxLength: 3 })
  .map(([rail, road, sea]) => [
    { mode: 'rail', electrified: 1, kwh_per_tkm: 0.02 },
    { mode: 'rail', wtw_gco2e_per_tkm: rail, ttw_gco2e_per_tkm: rail },
    { mode: 'road', wtw_gco2e_per_tkm: road, distance_pct: 5 },
    { mode: 'sea', wtw_gco2e_per_teukm: sea, ttw_gco2e_per_teukm: 1 },
  ])

/** Networks of 3 to `maxNodes` nodes in three countries and at sea, by rail of two gauges, road and sea. */
export function randomNetwork(maxNodes = 6): fc.Arbitrary<NetworkSpec> {
  return fc.integer({ min: 3, max: maxNodes }).chain((nodeCount) =>
    fc.record({
      node: fc
        .array(fc.constantFrom(...COUNTRIES), { minLength: nodeCount, maxLength: nodeCount })
        .map((countries) =>
          countries.map((country, i) => ({ node_id: `n${i}`, x_coord: i / 1000, y_coord: 0, country })),
        ),
      link: linkRows(nodeCount),
      transfer: transferRows,
      border: borderRows,
      territory: chance(40).map((union) =>
        union ? ['KZ', 'RU'].map((country) => ({ country, customs_territory: 'EAEU' })) : [],
      ),
      speed: speedRows,
      rate: rateRows,
      emission: emissionRows,
      grid: fc.constant([
        { country: 'CN', year: 2023, gco2e_per_kwh: 580 },
        { country: 'KZ', year: 2023, gco2e_per_kwh: 800 },
        { country: 'RU', year: 2023, gco2e_per_kwh: 440 },
      ]),
      parameter: fc.constant([
        { parameter: 'value_of_time_pct_per_day', value: 1 },
        { parameter: 'carbon_price_usd_per_t', value: 80 },
      ]),
    }),
  )
}

export const shipments = fc.record({
  teu: fc.integer({ min: 1, max: 3 }),
  tonnes: fc.integer({ min: 0, max: 30 }),
  value_usd: fc.constantFrom(0, 24_000, 100_000),
})

/** A random network with a query between two different nodes of it, all open but for the statuses. */
export function question(maxNodes = 6): fc.Arbitrary<Question> {
  return randomNetwork(maxNodes).chain((spec) =>
    fc.record({
      spec: fc.constant(spec),
      query: fc
        .record({
          from: fc.nat({ max: spec.node.length - 1 }),
          step: fc.integer({ min: 1, max: spec.node.length - 1 }),
          objective: fc.constantFrom(...OBJECTIVES),
          handling: fc.constantFrom(...HANDLINGS),
          shipment: shipments,
        })
        .map(
          ({ from, step, ...rest }): RouteQuery => ({
            from: `n${from}`,
            to: `n${(from + step) % spec.node.length}`,
            ...rest,
          }),
        ),
    }),
  )
}
