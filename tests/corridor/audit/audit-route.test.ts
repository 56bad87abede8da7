import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditRoute, type RouteAudit } from '../../../src/corridor/audit/audit-route.js'
import type { Mismatch } from '../../../src/corridor/audit/mismatches.js'
import { STANDARD_KINDS, STANDARDS_OF_MODE } from '../../../src/corridor/audit/standard-kinds.js'
import { STANDARDS } from '../../../src/ingest/schema.js'
import { UsageError } from '../../../src/issue/errors.js'
import { networkFromRecords } from '../../../src/network/from-records.js'
import { createRouter, type RouteQuery } from '../../../src/routing/router.js'
import { type NetworkSpec, question, type Row, recordsOf } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** a - b in China, b changes to 1520 mm, c in Kazakhstan, d Russia (one union), e Poland by 1435 mm again, f by sea, g by rail. */
const NETWORK = `
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 0,   0, CN
  b, Bern, 1,   0, CN
  c, Calw, 1.1, 0, KZ
  d, Dorf, 2,   0, RU
  e, Egge, 3,   0, PL
  f, Furt, 4,   0, PL
  g, Gent, 5,   0, DE
  h, Hamm, 6,   0, DE

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, electrified, max_axle_load_t
  ab, a, b, 200, 1435, 1, 23
  bc, b, c, 20,  1520, 0, 23.5
  cd, c, d, 200, 1520, 1, 23.5
  de, d, e, 200, 1520, 1, 23.5
  ef, e, f, 200, 1435, 1, 22.5
  gh, g, h, 200, 1435,  , 22.5

  sea.csv
  link_id, from_node_id, to_node_id, length_km
  fg, f, g, 200

  territory.csv
  country, customs_territory
  KZ, EAEU
  RU, EAEU
  PL, EU
  DE, EU

  standard.csv
  mode, country, facility_type, gauge_mm, standard, value, source
  rail, CN, , ,     electrification, 25 kV
  rail, KZ, , ,     electrification, 25 kV
  rail, RU, , ,     electrification, 3 kV|25 kV
  rail, PL, , ,     electrification, 3 kV
  rail, CN, , ,     loading_gauge, GB 146.1
  rail, ,   , 1520, loading_gauge, 1-T
  rail, EU, , ,     loading_gauge, GA
  rail, CN, , ,     train_length_m, 850
  rail, CN, , 1520, train_length_m, 900
  rail, EAEU, , ,   train_length_m, 1000
  rail, PL, , ,     train_length_m, 600
  rail, DE, , ,     train_length_m, 740
  rail, CN, , ,     transport_document, SMGS|CIM/SMGS
  rail, EAEU, , ,   transport_document, SMGS|CIM/SMGS
  rail, EU, , ,     transport_document, CIM|CIM/SMGS
  sea, ,    , ,     transport_document, bill of lading
  rail, CN, , ,     customs_document, CN transit
  rail, EAEU, , ,   customs_document, EAEU transit
  rail, EU, , ,     customs_document, T1
  rail, CN, , ,     safety_class, 2
  rail, EU, , ,     safety_class, 0.5

  ${ROUND_RULES}`
const ROUTER = createRouter(textNetwork(NETWORK))
const ROUTE = itineraryOf(ROUTER.route({ from: 'a', to: 'h', objective: 'fastest', shipment: ONE_TEU }))
const AUDIT = auditRoute(ROUTER, ROUTE)

function told({ mismatches }: RouteAudit): string[] {
  return mismatches.map(
    ({ standard, before, after, certain, from, to, handled_by, time_h, cost_usd, unknown_km }: Mismatch) =>
      [
        `${standard}${certain ? '' : '?'}`,
        `${before.join('|')} > ${after.join('|')}`,
        from === to ? from : `${from}-${to}`,
        handled_by,
        `${time_h} h`,
        `${cost_usd} USD`,
        ...(unknown_km === 0 ? [] : [`${unknown_km} km unknown`]),
      ].join(', '),
  )
}

describe('auditRoute', () => {
  it('names every mismatch, the stop that takes care of it, and its share of the stop', () => {
    expect(told(AUDIT)).toEqual([
      // The change of gauge belongs to the gauge; the locomotive changes with it.
      'gauge_mm, 1435 > 1520, b, gauge, 5 h, 25 USD',
      'electrification, 25 kV > none, b, gauge, 0 h, 0 USD',
      // One paper serves on both sides of the border; behind it the train has stopped anyway.
      'customs_document, CN transit > EAEU transit, b-c, border, 12 h, 50 USD',
      'electrification, none > 25 kV, c, border, 12 h, 50 USD',
      'electrification?, 25 kV > 3 kV|25 kV, c-d, none, 0 h, 0 USD',
      'electrification?, 3 kV|25 kV > 3 kV, d-e, border, 0 h, 0 USD',
      'train_length_m, 1000 > 600, d-e, border, 12 h, 50 USD',
      'customs_document, EAEU transit > T1, d-e, border, 12 h, 50 USD',
      'gauge_mm, 1520 > 1435, e, gauge, 5 h, 25 USD',
      'axle_load_t, 23.5 > 22.5, e, gauge, 0 h, 0 USD',
      'loading_gauge, 1-T > GA, e, gauge, 0 h, 0 USD',
      // Both papers went through, so that only the common one was left.
      'transport_document, CIM/SMGS > bill of lading, f, mode, 0 h, 0 USD',
      'transport_document, bill of lading > CIM|CIM/SMGS, g, mode, 0 h, 0 USD',
    ])
    expect(AUDIT.summary).toEqual({
      mismatches: 11,
      unhandled: 0,
      possible: 2,
      time_h: 58,
      cost_usd: 250,
      time_share: 58 / ROUTE.totals.time_h,
      cost_share: 250 / (ROUTE.totals.cost_usd as number),
    })
  })

  it('lists the stops with what they take care of, and the costliest', () => {
    expect(
      AUDIT.stops.map(({ handles, from, to, time_h, mismatches, charged }) => [
        handles,
        `${from}-${to}`,
        time_h,
        mismatches,
        charged,
      ]),
    ).toEqual([
      ['gauge', 'b-b', 5, 2, 1],
      ['border', 'b-c', 24, 2, 2],
      ['border', 'd-e', 24, 2, 2],
      ['gauge', 'e-e', 5, 3, 1],
      ['mode', 'f-f', 10, 1, 0],
      ['mode', 'g-g', 10, 1, 0],
    ])
    expect(AUDIT.costliest_stop).toBe(AUDIT.stops[1])
    expect(AUDIT.by_standard.map(({ standard, mismatches, time_h }) => [standard, mismatches, time_h])).toEqual([
      ['gauge_mm', 2, 10],
      ['electrification', 2, 12],
      ['axle_load_t', 1, 0],
      ['loading_gauge', 1, 0],
      ['train_length_m', 1, 12],
      ['transport_document', 2, 0],
      ['customs_document', 2, 24],
    ])
  })

  it('cuts each standard into sections, halves of links over a border included, and says what is not known', () => {
    const along = AUDIT.standards.find(({ standard }) => standard === 'train_length_m')
    expect(along?.sections.map(({ country, gauge_mm, values, from, to, length_km }) => [country, gauge_mm, values?.[0], from, to, length_km])).toEqual([
      ['CN', 1435, 850, 'a', 'b', 200],
      ['CN', 1520, 900, 'b', 'c', 10],
      ['KZ', 1520, 1000, 'b', 'd', 110],
      ['RU', 1520, 1000, 'c', 'e', 200],
      ['PL', 1520, 600, 'd', 'e', 100],
      ['PL', 1435, 600, 'e', 'f', 200],
      ['DE', 1435, 740, 'g', 'h', 200],
    ]) // biome-ignore format: a row each
    expect(along).toMatchObject({ known_km: 1020, unknown_km: 0 })
    expect(AUDIT.unknown).toContainEqual({
      standard: 'electrification',
      mode: 'rail',
      country: 'DE',
      length_km: 200,
      reason: 'the link does not say whether there are wires',
    })
    expect(AUDIT.unknown.filter(({ standard }) => standard === 'safety_class')).toMatchObject([
      { country: 'KZ', length_km: 110, reason: 'no row of standard.csv' },
      { country: 'RU', length_km: 200 },
    ])
  })

  it('says what may go all the way, and names the weakest link', () => {
    const limit = AUDIT.limits.find(({ standard }) => standard === 'train_length_m')
    expect(limit).toMatchObject({ mode: 'rail', least: 600, greatest: 1000, share: 0.6, least_km: 300, unknown_km: 0 })
    expect(limit?.weakest).toMatchObject({ country: 'PL', from: 'd', to: 'e', length_km: 100 })
    expect(AUDIT.weakest).toBe(limit)
    expect(AUDIT.limits.map(({ standard, least }) => [standard, least])).toEqual([
      ['axle_load_t', 22.5],
      ['train_length_m', 600],
    ])
  })

  it('makes of the safety classes a chance and a wait by the formula that it tells', () => {
    const { safety } = auditRoute(ROUTER, ROUTE, { incident_h: 12, vehicles_per_day: { rail: 1000 } })
    // 210 km at 2 and 500 km at 0.5 per million train-km, a thousand trains a day.
    const perDay = ((210 * 2 + 500 * 0.5) * 1000) / 1e6
    expect(safety.incidents_per_day).toBeCloseTo(perDay, 12)
    expect(safety.undisturbed).toBeCloseTo(Math.exp(-perDay / 2), 12)
    expect(safety.delay_h).toBeCloseTo((perDay / 2) * 6, 12)
    expect(safety).toMatchObject({ known_km: 710, unknown_km: 310, incident_h: 12 })
    expect(safety.by_mode).toMatchObject([{ mode: 'rail', vehicles_per_day: 1000, worst: { country: 'CN' } }])
    const none = auditRoute(ROUTER, ROUTE, { vehicles_per_day: { rail: 0 } }).safety
    expect(none).toMatchObject({ incidents_per_day: 0, undisturbed: 1, delay_h: 0 })
  })

  it('passes over what is not known, says over how many km, and charges it to no stop', () => {
    const gap = NETWORK.replace(/ *rail, EAEU, , , {3}train_length_m, 1000\n/, '').replace(
      / *rail, CN, , 1520, train_length_m, 900\n/,
      '',
    )
    const router = createRouter(textNetwork(gap))
    const lines = told(auditRoute(router, itineraryOf(router.route({ from: 'a', to: 'h', objective: 'fastest', shipment: ONE_TEU })))) // biome-ignore format: one line
    expect(lines).toContain('train_length_m, 850 > 600, b-e, border, 0 h, 0 USD, 310 km unknown')
    expect(lines).toContain('customs_document, EAEU transit > T1, d-e, border, 24 h, 100 USD')
  })

  it('takes two equally specific rows for none', () => {
    const two = NETWORK.replace('rail, DE, , ,     train_length_m, 740', 'rail, , block, , train_length_m, 640')
    const classed = two
      .replace('gauge_mm, electrified, max_axle_load_t', 'gauge_mm, electrified, max_axle_load_t, facility_type')
      .replace('1435, 1, 22.5', '1435, 1, 22.5, block')
    const router = createRouter(textNetwork(classed))
    const route = itineraryOf(router.route({ from: 'e', to: 'f', objective: 'fastest', shipment: ONE_TEU, modes: ['rail'] })) // biome-ignore format: one line
    expect(auditRoute(router, route).unknown).toContainEqual({
      standard: 'train_length_m',
      mode: 'rail',
      country: 'PL',
      length_km: 200,
      reason: 'two equally specific rows of standard.csv',
    })
  })

  it('finds no mismatch on the same track of one country, and nothing at all on a network without standards', () => {
    const inside = itineraryOf(ROUTER.route({ from: 'e', to: 'f', objective: 'fastest', modes: ['rail'] }))
    expect(auditRoute(ROUTER, inside)).toMatchObject({ mismatches: [], stops: [], weakest: undefined })
    const bare = createRouter(textNetwork(NETWORK.replace(/standard\.csv[\s\S]*?\n\n/, '')))
    const route = itineraryOf(bare.route({ from: 'a', to: 'h', objective: 'fastest', shipment: ONE_TEU }))
    const audit = auditRoute(bare, route)
    // The links know their gauge, axle load and wires; of the rest nothing is known, and nothing is made up.
    expect(new Set(audit.mismatches.map(({ standard }) => standard))).toEqual(new Set(['gauge_mm', 'axle_load_t']))
    expect(audit.safety).toMatchObject({ incidents_per_day: undefined, undisturbed: undefined, delay_h: undefined })
  })

  it('refuses numbers below 0 and modes that have no class', () => {
    expect(() => auditRoute(ROUTER, ROUTE, { incident_h: -1 })).toThrow(
      new UsageError('Option incident_h is -1; expected a number of at least 0.'),
    )
    expect(() => auditRoute(ROUTER, ROUTE, { vehicles_per_day: { sea: 1 } })).toThrow(
      'Unknown mode "sea" in vehicles_per_day; expected rail or road.',
    )
    expect(() => auditRoute(ROUTER, ROUTE, { vehicles_per_day: { rail: Number.NaN } })).toThrow(
      'Option vehicles_per_day.rail is NaN; expected a number of at least 0.',
    )
  })
})

const NUMBERS = { limit: ['1', '2', '3'], rate: ['0', '0.5', '4'] } as const
const WORDS = ['p', 'q', 'p|q', 'GA', '1-T'] as const

/** A row of `standard.csv` for a mode and perhaps a country or gauge. */
const standardRow: fc.Arbitrary<Row> = fc
  .record({
    mode: fc.constantFrom('rail' as const, 'road' as const, 'sea' as const),
    country: fc.constantFrom(undefined, 'CN', 'KZ', 'RU', 'EAEU'),
    gauge_mm: fc.constantFrom(undefined, undefined, 1435, 1520),
    pick: fc.nat(),
    value: fc.nat(),
  })
  .map(({ mode, country, gauge_mm, pick, value }) => {
    const names = (STANDARDS_OF_MODE[mode] ?? []).filter((name) => name !== 'gauge_mm')
    const standard = names[pick % names.length] as (typeof STANDARDS)[number]
    const kind = STANDARD_KINDS[standard]
    const values = kind === 'limit' || kind === 'rate' ? NUMBERS[kind] : WORDS
    return { mode, country, gauge_mm: mode === 'rail' ? gauge_mm : undefined, standard, value: values[value % values.length] }
  }) // biome-ignore format: one line

function audited(spec: NetworkSpec, query: RouteQuery, standard: readonly Row[]): RouteAudit | undefined {
  const scope = ({ mode, country, gauge_mm, standard: name }: Row): string => [mode, country, gauge_mm, name].join()
  const rows = [...new Map(standard.map((row) => [scope(row), row])).values()]
  const router = createRouter(networkFromRecords(recordsOf({ ...spec, standard: rows } as NetworkSpec)).network)
  const route = router.route(query)
  return route.status === 'ok' ? auditRoute(router, route) : undefined
}

describe('auditRoute, in random networks', () => {
  it('charges no hour twice, and the sections cover the way', () => {
    const tally = new RouteTally()
    let charged = 0
    fc.assert(
      fc.property(question(8), fc.array(standardRow, { minLength: 40, maxLength: 80 }), ({ spec, query }, rows) => {
        const audit = audited(spec, query, rows)
        if (!tally.note(audit !== undefined) || audit === undefined) return
        const { summary, mismatches, stops, totals, by_standard, standards } = audit
        expect(summary.time_h).toBeLessThanOrEqual(totals.time_h)
        if (summary.cost_usd !== undefined && totals.cost_usd !== undefined) {
          expect(summary.cost_usd).toBeLessThanOrEqual(totals.cost_usd)
        }
        const hours = mismatches.reduce((sum, { time_h }) => sum + time_h, 0)
        expect(hours).toBeCloseTo(summary.time_h, 9)
        expect(by_standard.reduce((sum, { time_h }) => sum + time_h, 0)).toBeCloseTo(summary.time_h, 9)
        expect(by_standard.reduce((sum, one) => sum + one.mismatches, 0)).toBe(summary.mismatches)
        expect(new Set(stops.map(({ leg }) => leg)).size).toBe(stops.length)
        stops.forEach((stop, i) => {
          const mine = mismatches.filter((mismatch) => mismatch.stop === i)
          expect(mine.length).toBeGreaterThan(0)
          expect(mine.reduce((sum, { time_h }) => sum + time_h, 0)).toBeCloseTo(stop.charged > 0 ? stop.time_h : 0, 9)
        })
        for (const mismatch of mismatches) {
          expect(mismatch.handled_by === 'none').toBe(mismatch.stop === undefined)
          if (!mismatch.certain) expect(mismatch.time_h).toBe(0)
        }
        if (summary.time_h > 0) charged++
        for (const { sections, known_km, unknown_km } of standards) {
          const km = sections.reduce((sum, section) => sum + section.length_km, 0)
          expect(km).toBeCloseTo(known_km + unknown_km, 9)
          expect(km).toBeLessThanOrEqual(totals.length_km + 1e-9)
        }
      }),
      { numRuns: 160 },
    )
    tally.expectAtLeastHalf()
    expect(charged).toBeGreaterThan(3)
  })

  it('finds no mismatch where one standard holds all along', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(6), ({ spec, query }) => {
        const rows = STANDARDS.flatMap((standard) =>
          (['rail', 'road', 'sea'] as const)
            .filter((mode) => STANDARDS_OF_MODE[mode]?.includes(standard) && standard !== 'gauge_mm')
            .map((mode): Row => ({ mode, standard, value: '1' })),
        )
        const link = spec.link.map((row) => ({
          ...row,
          ...(row.mode === 'rail' ? { gauge_mm: 1435, electrified: 1, max_axle_load_t: 20 } : {}),
        }))
        const audit = audited({ ...spec, link }, query, rows)
        if (!tally.note(audit !== undefined) || audit === undefined) return
        expect(audit.mismatches).toEqual([])
        expect(audit.summary).toMatchObject({ mismatches: 0, unhandled: 0, possible: 0, time_h: 0, cost_usd: 0 })
        expect(audit.limits.every(({ share }) => share === 1)).toBe(true)
        expect(audit.weakest).toBeUndefined()
        expect(audit.unknown).toEqual([])
      }),
      { numRuns: 60 },
    )
    tally.expectAtLeastHalf()
  })
})
