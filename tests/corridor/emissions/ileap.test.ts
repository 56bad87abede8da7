import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emissionReport } from '../../../src/corridor/emissions/emission-report.js'
import { type IleapShipmentFootprint, toIleap } from '../../../src/corridor/emissions/ileap.js'
import { UsageError } from '../../../src/issue/errors.js'
import { toJson } from '../../../src/report/json.js'
import { createRouter } from '../../../src/routing/router.js'
import { networkOf, question } from '../../support/random-network.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/**
 * The shape of a ShipmentFootprint, after sections 6.1, 6.2, 6.6.1, 6.6.5 and 6.6.9 of the iLEAP Technical Specifications 1.0.0: for each property how
 * to check it, and whether it must be there. Nothing else may be.
 */
type Check = (value: unknown) => boolean
type Shape = Readonly<Record<string, { readonly check: Check; readonly required: boolean }>>

const isText: Check = (value) => typeof value === 'string'
const isDecimal: Check = (value) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
const isShape =
  (shape: Shape): Check =>
  (value) =>
    faults(value, shape).length === 0
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const must = (check: Check) => ({ check, required: true })
const may = (check: Check) => ({ check, required: false })

const DISTANCE_KINDS = ['actual', 'gcd', 'sfd']
const isDistance: Check = (value) => {
  const entries = Object.entries(value as object)
  return entries.length === 1 && entries.every(([kind, km]) => DISTANCE_KINDS.includes(kind) && isDecimal(km))
}
const PACKAGING = ['Box', 'Pallet', 'Container-TEU', 'Container-FEU', 'Container']

const TCE: Shape = {
  tceId: must(isText),
  prevTceIds: may(isListOf(isText)),
  tocId: may(isText),
  hocId: may(isText),
  shipmentId: must(isText),
  consignmentId: may(isText),
  mass: must(isDecimal),
  packagingOrTrEqType: may((value) => PACKAGING.includes(value as string)),
  packagingOrTrEqAmount: may(isDecimal),
  distance: must(isDistance),
  transportActivity: must(isDecimal),
  co2eWTW: must(isDecimal),
  co2eTTW: must(isDecimal),
}
const FOOTPRINT: Shape = {
  mass: must(isDecimal),
  shipmentId: must(isText),
  tces: must((value) => isListOf(isShape(TCE))(value) && (value as unknown[]).length > 0),
}

function faults(value: unknown, shape: Shape): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['not an object']
  const found = Object.entries(value)
    .filter(([name, part]) => !(Object.hasOwn(shape, name) && shape[name]?.check(part)))
    .map(([name]) => `${name} is wrong`)
  for (const [name, { required }] of Object.entries(shape)) {
    if (required && !Object.hasOwn(value, name)) found.push(`${name} is missing`)
  }
  return found
}

function expectFootprint(footprint: IleapShipmentFootprint): void {
  const sent = JSON.parse(toJson(footprint))
  expect(faults(sent, FOOTPRINT)).toEqual([])
  for (const tce of sent.tces) expect(faults(tce, TCE)).toEqual([])
  footprint.tces.forEach((tce, i) => {
    expect([tce.tocId, tce.hocId].filter((id) => id !== undefined)).toHaveLength(1)
    expect(tce.prevTceIds).toEqual(i === 0 ? [] : [footprint.tces[i - 1]?.tceId])
    expect(tce.shipmentId).toBe(footprint.shipmentId)
  })
  expect(new Set(footprint.tces.map((tce) => tce.tceId)).size).toBe(footprint.tces.length)
}

const NETWORK = `
  node.csv
  node_id, name, x_coord, y_coord
  a, Aton, 0,   0
  b, Beck, 0.5, 0
  c, Cove, 0.6, 0

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 100

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, electrified, facility_type
  bc, b, c, 50, 1435, 0, main

  ${ROUND_RULES.replace('co2e_kg_per_teu', 'co2e_kg_per_teu, co2e_ttw_kg_per_teu').replace(
    /^( +(?:door|road|rail|sea), +(?:door|road|rail|sea),.*, )(\d+)$/gm,
    '$1$2, $2',
  )}`

describe('toIleap', () => {
  const route = itineraryOf(
    createRouter(textNetwork(NETWORK)).route({ from: 'a', to: 'c', shipment: { ...ONE_TEU, tonnes: 20.1 } }),
  )
  const report = emissionReport(route)

  it('gives a footprint of the shape that iLEAP 1.0.0 describes', () => {
    const footprint = toIleap(report, { shipmentId: 'S-1' }) as IleapShipmentFootprint
    expectFootprint(footprint)
    expect([footprint.mass, footprint.shipmentId]).toEqual(['20100', 'S-1'])
    expect(footprint.tces.map(({ tceId, tocId, hocId, distance }) => [tceId, tocId, hocId, distance])).toEqual([
      ['S-1:tce-1', undefined, 'load-road', { sfd: '0' }],
      ['S-1:tce-2', 'road', undefined, { sfd: '100' }],
      ['S-1:tce-3', undefined, 'transshipment-road-rail', { sfd: '0' }],
      ['S-1:tce-4', 'rail-main-diesel', undefined, { sfd: '50' }],
      ['S-1:tce-5', undefined, 'unload-rail', { sfd: '0' }],
    ])
    expect(footprint.tces[1]).toMatchObject({
      mass: '20100',
      packagingOrTrEqType: 'Container-TEU',
      packagingOrTrEqAmount: '1',
      transportActivity: '2010.0000000000002',
      co2eWTW: '100.5',
      co2eTTW: '80.4',
    })
    expect(toIleap(report)?.shipmentId).toBe('a-c')
  })

  it('gives nothing where a factor is missing or nothing moves', () => {
    const bare = emissionReport(
      itineraryOf(createRouter(textNetwork(NETWORK.replace('50, 40', '50,'))).route({ from: 'a', to: 'c' })),
    )
    expect(bare.missing).toHaveLength(1)
    expect(toIleap(bare)).toBeUndefined()
    expect(toIleap({ ...report, elements: [] })).toBeUndefined()
    expect(() => toIleap(report, { shipmentId: '' })).toThrow(UsageError)
  })

  it('writes decimals without exponents', () => {
    const [hub, ...others] = report.elements
    const tiny = toIleap({
      ...report,
      elements: [{ ...(hub as never as object), co2e_wtw_kg: 1.5e-7, co2e_ttw_kg: 0 } as never, ...others],
    })
    expect(tiny?.tces[0]).toMatchObject({ co2eWTW: expect.stringMatching(/^0\.00000015/), co2eTTW: '0' })
  })

  it('keeps to the shape, and to the sum, on any route whose factors are known', () => {
    let [sent, kept] = [0, 0]
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const ttw = { ...spec, transfer: spec.transfer.map((row) => ({ ...row, co2e_ttw_kg_per_teu: 0.5 })) }
        const result = createRouter(networkOf(ttw)).route(query)
        if (result.status !== 'ok') return
        const whole = emissionReport(result)
        const footprint = toIleap(whole)
        if (footprint === undefined) {
          expect(whole.missing.length + (whole.elements.length === 0 ? 1 : 0)).toBeGreaterThan(0)
          kept++
          return
        }
        sent++
        expectFootprint(footprint)
        expect(footprint.tces.reduce((kg, tce) => kg + Number(tce.co2eWTW), 0)).toBe(result.totals.co2e_kg)
      }),
      { numRuns: 200 },
    )
    expect([sent > 0, kept > 0]).toEqual([true, true])
  })
})
