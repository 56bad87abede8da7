import { describe, expect, it } from 'vitest'
import { CostModel, type Place, type TransferSide } from '../../src/cost/cost-model.js'
import { amount, type LinkFactors, type PerUnit } from '../../src/cost/link-factors.js'
import { UsageError } from '../../src/issue/errors.js'
import { textNetwork } from '../support/text-network.js'

/** Two Chinese, a Kazakh, a Russian, a German and a French place, and one at sea. */
const NODES = `
  node.csv
  node_id, x_coord, y_coord, country, node_type
  cn1, 0, 0, CN, city
  cn2, 1, 0, CN, seaport
  kz1, 2, 0, KZ, border_station
  ru1, 3, 0, RU, city
  de1, 4, 0, DE, city
  fr1, 5, 0, FR, city
  sea, 6, 0,   , waypoint
`

const TERRITORIES = `
  territory.csv
  country, customs_territory
  RU, EAEU
  KZ, EAEU
  DE, EU
  FR, EU
`

const door: TransferSide = { mode: 'door', gauge_mm: undefined }
const rail = (gauge_mm?: number): TransferSide => ({ mode: 'rail', gauge_mm })
const road: TransferSide = { mode: 'road', gauge_mm: undefined }

/** A cost model with the places and one link of a text, priced from its first to its second end. */
function priced(
  link: string,
  rules: string,
  { strict = true } = {},
): { readonly factors: LinkFactors; readonly model: CostModel } {
  const header =
    'link_id, mode, from_node_id, to_node_id, length_km, facility_type, speed_kmh, time_h, electrified, passage'
  const network = textNetwork(`${NODES}\n link.csv\n ${header}\n l, ${link}\n\n ${rules}`, { strict })
  const model = new CostModel(network.rules)
  const place = (id: string): Place => ({ id, attributes: network.graph.getNodeAttributes(id) })
  const from = place(network.graph.source('l'))
  const to = place(network.graph.target('l'))
  return { factors: model.linkFactors(network.graph.getEdgeAttributes('l'), from, to), model }
}

function modelOf(rules: string, { strict = true } = {}) {
  const network = textNetwork(`${NODES}\n${rules}`, { strict })
  const model = new CostModel(network.rules)
  const place = (id: string): Place => ({ id, attributes: network.graph.getNodeAttributes(id) })
  return { model, place, network }
}

const SHIPMENT = { teu: 2, tonnes: 20, value_usd: 0 }

describe('time', () => {
  it('is length over speed', () => {
    expect(priced('rail, cn1, cn2, 120', 'speed.csv\n mode, speed_kmh\n rail, 40').factors).toMatchObject({
      time_h: 3,
      rest_h: 0,
    })
  })

  it('adds the service allowance and the rest between driving hours', () => {
    // 400 km at 50 km/h are 8 h; 25 % allowance makes 10 h; at 8 h a day they take 30 h, 20 of them rest.
    const { factors } = priced(
      'road, cn1, cn2, 400',
      'speed.csv\n mode, speed_kmh, hours_per_day, allowance_pct\n road, 50, 8, 25',
    )
    expect(factors).toMatchObject({ time_h: 30, rest_h: 20 })
  })

  it("takes the link's own speed as it is, with the driving hours but without the allowance", () => {
    const { factors, model } = priced(
      'road, cn1, cn2, 400, , 100',
      'speed.csv\n mode, speed_kmh, hours_per_day, allowance_pct\n road, 50, 8, 25',
    )
    expect(factors).toMatchObject({ time_h: 12, rest_h: 8 })
    expect(model.gaps.filter((gap) => gap.table === 'speed')).toEqual([])
  })

  it('needs no speed rule where the link has a speed', () => {
    const { factors, model } = priced('rail, cn1, cn2, 100, , 50', '')
    expect(factors.time_h).toBe(2)
    expect(model.gaps.filter((gap) => gap.table === 'speed')).toEqual([])
  })

  it("takes the link's own hours before everything, 0 included", () => {
    const rules = 'speed.csv\n mode, speed_kmh, hours_per_day, allowance_pct\n road, 50, 8, 25'
    expect(priced('road, cn1, cn2, 400, , 100, 7', rules).factors).toMatchObject({ time_h: 7, rest_h: 0 })
    expect(priced('road, cn1, cn2, 400, , 100, 0', rules).factors).toMatchObject({ time_h: 0, rest_h: 0 })
  })

  it('adds the fixed hours of a rule to each link', () => {
    const rules = 'speed.csv\n mode, speed_kmh, hours_per_day, fixed_h\n air, 800, , 3'
    expect(priced('air, cn1, de1, 1600', rules).factors).toMatchObject({ time_h: 5, rest_h: 0 })
  })

  it('is 0 for a link of length 0', () => {
    expect(priced('rail, cn1, cn2, 0', 'speed.csv\n mode, speed_kmh\n rail, 40').factors.time_h).toBe(0)
  })

  it('is half and half by the rules of both countries', () => {
    // 100 km: 50 at 50 km/h in China, 50 at 25 km/h in Kazakhstan.
    const { factors } = priced(
      'rail, cn1, kz1, 100',
      'speed.csv\n mode, country, speed_kmh\n rail, CN, 50\n rail, KZ, 25',
    )
    expect(factors.time_h).toBe(3)
  })

  it('takes the most specific rule: mode, territory, country, class', () => {
    const rules = `${TERRITORIES}
      speed.csv
      mode, facility_type, country, speed_kmh
      rail, , , 10
      rail, , EU, 20
      rail, , DE, 50
      rail, express, DE, 100`
    expect(priced('rail, cn1, cn2, 100', rules).factors.time_h).toBe(10)
    expect(priced('rail, fr1, sea, 100', rules).factors.time_h).toBe(5)
    expect(priced('rail, de1, sea, 100', rules).factors.time_h).toBe(2)
    expect(priced('rail, de1, sea, 100, express', rules).factors.time_h).toBe(1)
    expect(priced('rail, cn1, cn2, 100, express', rules).factors.time_h).toBe(10)
  })

  it('takes sea links for international: rules of a country do not apply', () => {
    const rules = 'speed.csv\n mode, country, speed_kmh\n sea, , 20\n sea, CN, 1'
    expect(priced('sea, cn1, cn2, 100', rules).factors.time_h).toBe(5)
  })

  it('takes the rule of a passage', () => {
    const rules = 'speed.csv\n mode, passage, speed_kmh\n sea, , 20\n sea, suez, 10'
    expect(priced('sea, cn1, cn2, 100, , , , , suez', rules).factors.time_h).toBe(10)
  })

  it('is absent where no rule gives a speed, with a gap', () => {
    const { factors, model } = priced('rail, cn1, cn2, 100, express', '')
    expect(factors.time_h).toBeUndefined()
    expect(model.gaps).toContainEqual({ table: 'speed', kind: 'missing', subject: 'rail express CN' })
  })

  it('reports the gap although a link with a speed of its own was asked for first', () => {
    const { model, place, network } = modelOf(`
      rail.csv
      link_id, from_node_id, to_node_id, length_km, speed_kmh
      own,  cn1, cn2, 100, 50
      none, cn1, cn2, 100`)
    for (const key of ['own', 'none']) {
      model.linkFactors(network.graph.getEdgeAttributes(key), place('cn1'), place('cn2'))
    }
    expect(model.gaps).toContainEqual({ table: 'speed', kind: 'missing', subject: 'rail CN' })
  })

  it('is absent where two rules are equally specific, with a gap', () => {
    const rules = 'speed.csv\n mode, facility_type, country, speed_kmh\n rail, express, , 50\n rail, , CN, 40'
    const { factors, model } = priced('rail, cn1, cn2, 100, express', rules)
    expect(factors.time_h).toBeUndefined()
    expect(model.gaps).toContainEqual({ table: 'speed', kind: 'ambiguous', subject: 'rail express CN' })
  })
})

describe('tariff', () => {
  it('adds the parts per TEU, tonne and kg, per km and per link', () => {
    const { factors } = priced(
      'rail, cn1, cn2, 100',
      `rate.csv
      mode, usd_per_teu_km, usd_per_tonne_km, usd_per_teu, usd_per_tonne, usd_per_kg
      rail, 0.5, 0.25, 7, 3, 0.125`,
    )
    // Per TEU 0.5 x 100 + 7; per tonne 0.25 x 100 + 3 + 0.125 x 1000.
    expect(factors.cost).toEqual({ perTeu: 57, perTonne: 153 })
    expect(factors.cost && amount(factors.cost, SHIPMENT)).toBe(2 * 57 + 20 * 153)
  })

  it('is half and half by the rules of both countries, fixed parts included', () => {
    const rules = 'rate.csv\n mode, country, usd_per_teu_km, usd_per_teu\n rail, CN, 1, 10\n rail, KZ, 3, 30'
    expect(priced('rail, cn1, kz1, 100', rules).factors.cost).toEqual({ perTeu: 220, perTonne: 0 })
  })

  it('takes the rule of one link before those of its country and class, in both directions', () => {
    const rules = `
      rate.csv
      mode, facility_type, country, from_node_id, to_node_id, usd_per_teu
      rail, express, CN, , , 1
      rail, , , cn1, cn2, 9`
    expect(priced('rail, cn1, cn2, 100, express', rules).factors.cost?.perTeu).toBe(9)
    expect(priced('rail, cn2, cn1, 100, express', rules).factors.cost?.perTeu).toBe(9)
    expect(priced('rail, cn2, sea, 100, express', rules).factors.cost?.perTeu).toBe(1)
  })

  it('is 0 where a rule says 0, and absent where none says anything, with a gap', () => {
    expect(priced('rail, cn1, cn2, 100', 'rate.csv\n mode, usd_per_teu\n rail, 0').factors.cost).toEqual({
      perTeu: 0,
      perTonne: 0,
    })
    for (const rules of ['', 'rate.csv\n mode, usd_per_teu\n rail, ', 'rate.csv\n mode, usd_per_teu\n road, 1']) {
      const { factors, model } = priced('rail, cn1, cn2, 100', rules)
      expect(factors.cost).toBeUndefined()
      expect(model.gaps).toContainEqual({ table: 'rate', kind: 'missing', subject: 'rail CN' })
    }
  })

  it('is absent, not halved, where one of two countries has no rate', () => {
    const { factors, model } = priced('rail, cn1, kz1, 100', 'rate.csv\n mode, country, usd_per_teu_km\n rail, CN, 1')
    expect(factors.cost).toBeUndefined()
    expect(model.gaps).toContainEqual({ table: 'rate', kind: 'missing', subject: 'rail KZ' })
  })

  it('is absent where two rates are equally specific, with a gap', () => {
    const rules = 'rate.csv\n mode, facility_type, country, usd_per_teu\n rail, express, , 1\n rail, , CN, 2'
    const { factors, model } = priced('rail, cn1, cn2, 100, express', rules)
    expect(factors.cost).toBeUndefined()
    expect(model.gaps).toContainEqual({ table: 'rate', kind: 'ambiguous', subject: 'rail express CN' })
  })
})

describe('carbon', () => {
  it('is grams per tonne-km and per TEU-km, well to wheel and tank to wheel, in kg', () => {
    const { factors } = priced(
      'rail, cn1, cn2, 200',
      `emission.csv
      mode, wtw_gco2e_per_tkm, ttw_gco2e_per_tkm, wtw_gco2e_per_teukm, ttw_gco2e_per_teukm
      rail, 10, 8, 50, 40`,
    )
    expect(factors.wtw).toEqual({ perTeu: 10, perTonne: 2 })
    expect(factors.ttw).toEqual({ perTeu: 8, perTonne: 1.6 })
  })

  it('adjusts the distance by per cent and by km', () => {
    const rules = 'emission.csv\n mode, wtw_gco2e_per_tkm, distance_pct, distance_add_km\n air, 100, 10, 95'
    // (1000 x 1.1 + 95) km x 100 g = 119.5 kg per tonne.
    expect(priced('air, cn1, de1, 1000', rules).factors.wtw?.perTonne).toBeCloseTo(119.5, 10)
  })

  it('tells the km to which factors apply and where they come from, both halves of a border link and the grid', () => {
    const rules = `
      emission.csv
      mode, country, wtw_gco2e_per_tkm, kwh_per_tkm, distance_pct, distance_add_km, source
      rail, CN, 10, , 10, , Alpha
      rail, KZ, , 0.02, , 6, Beta

      grid.csv
      country, year, gco2e_per_kwh, source
      KZ, 2021, 700, Gamma`
    const { factors } = priced('rail, cn1, kz1, 100', rules)
    expect(factors.emission_km).toBeCloseTo(55 + 53, 10)
    expect(factors.emission).toEqual({ sources: ['Alpha', 'Beta', 'Gamma'] })
    expect(priced('rail, cn1, de1, 100', rules, { strict: false }).factors).toMatchObject({
      wtw: undefined,
      emission_km: undefined,
      emission: undefined,
    })
  })

  it('takes the grid intensity of the latest year, half and half over a border', () => {
    const rules = `
      emission.csv
      mode, electrified, kwh_per_tkm, wtw_gco2e_per_tkm
      rail, 1, 0.02,
      rail, 0, , 30

      grid.csv
      country, year, gco2e_per_kwh
      CN, 2020, 900
      CN, 2023, 500
      CN, 2019, 950
      KZ, 2021, 700`
    expect(priced('rail, cn1, cn2, 100, , , , 1', rules).factors).toMatchObject({
      wtw: { perTeu: 0, perTonne: 1 },
      ttw: { perTeu: 0, perTonne: 0 },
    })
    expect(priced('rail, cn1, kz1, 100, , , , 1', rules).factors.wtw?.perTonne).toBeCloseTo(1.2, 12)
    expect(priced('rail, cn1, cn2, 100, , , , 0', rules).factors.wtw?.perTonne).toBe(3)
  })

  it('does not guess whether a link is electrified', () => {
    const rules = 'emission.csv\n mode, electrified, wtw_gco2e_per_tkm\n rail, 1, 1\n rail, 0, 30'
    expect(priced('rail, cn1, cn2, 100', rules).factors.wtw).toBeUndefined()
    expect(priced('rail, cn1, cn2, 100', `${rules}\n rail, , 20`, { strict: false }).factors.wtw?.perTonne).toBe(2)
  })

  it('is absent where the country has no grid intensity, with a gap', () => {
    const rules =
      'emission.csv\n mode, kwh_per_tkm\n rail, 0.02\n\n grid.csv\n country, year, gco2e_per_kwh\n CN, 2023, 500'
    const { factors, model } = priced('rail, cn1, kz1, 100', rules)
    expect([factors.wtw, factors.ttw]).toEqual([undefined, undefined])
    expect(model.gaps).toContainEqual({ table: 'grid', kind: 'missing', subject: 'country KZ' })
  })

  it('is absent where no factor is given, with a gap; a factor of 0 is one', () => {
    for (const rules of ['', 'emission.csv\n mode, ttw_gco2e_per_tkm, distance_pct\n rail, 5, 5']) {
      const { factors, model } = priced('rail, cn1, cn2, 100', rules)
      expect(factors.wtw).toBeUndefined()
      expect(model.gaps).toContainEqual({ table: 'emission', kind: 'missing', subject: 'rail CN' })
    }
    const zero = priced('rail, cn1, cn2, 100', 'emission.csv\n mode, wtw_gco2e_per_tkm\n rail, 0')
    expect(zero.factors.wtw).toEqual({ perTeu: 0, perTonne: 0 })
  })

  it('leaves tank to wheel absent where only well to wheel is given', () => {
    const { factors } = priced('rail, cn1, cn2, 100', 'emission.csv\n mode, wtw_gco2e_per_tkm\n rail, 10')
    expect(factors.wtw).toEqual({ perTeu: 0, perTonne: 1 })
    expect(factors.ttw).toBeUndefined()
  })
})

describe('borders', () => {
  const border = (link: string, rows: string, options = {}) =>
    priced(
      link,
      `${TERRITORIES}
      border.csv
      from_country, to_country, mode, from_node_id, to_node_id, directed, time_h, time_p90_h, cost_usd_per_teu, digital, source
      ${rows}`,
      options,
    )

  it('stand between countries, but not inside a customs territory or where a country is not given', () => {
    const rows = '*, *, , , , , 5'
    expect(border('rail, cn1, cn2, 1', rows).factors.border).toBeUndefined()
    expect(border('rail, kz1, ru1, 1', rows).factors.border).toBeUndefined()
    expect(border('rail, de1, fr1, 1', rows).factors.border).toBeUndefined()
    expect(border('sea, cn1, sea, 1', rows).factors.border).toBeUndefined()
    expect(border('rail, ru1, de1, 1', rows).factors.border).toMatchObject({ from_country: 'RU', to_country: 'DE' })
    expect(border('sea, cn1, de1, 1', rows).factors.border?.rule?.time_h).toBe(5)
  })

  it('show the dwell, its p90, the fee, the clearance and the source', () => {
    expect(border('rail, cn1, kz1, 1', 'CN, KZ, rail, , , , 24, 80, 125, eTIR, CPMM').factors.border).toEqual({
      from_country: 'CN',
      to_country: 'KZ',
      rule: { time_h: 24, time_p90_h: 80, cost_usd_per_teu: 125, digital: 'eTIR', source: 'CPMM' },
    })
  })

  it('charge nothing where the fee is blank, and dwell 0 h where the rule says 0', () => {
    expect(border('rail, cn1, kz1, 1', 'CN, KZ, rail, , , , 0').factors.border?.rule).toMatchObject({
      time_h: 0,
      time_p90_h: undefined,
      cost_usd_per_teu: 0,
    })
  })

  it.each([
    ['any', '*, *, , , , , 1', 1],
    ['mode before any', '*, *, , , , , 1 \n *, *, rail, , , , 2', 2],
    ['territory before mode', '*, *, rail, , , , 2 \n CN, EAEU, , , , , 3', 3],
    ['countries before territory', '*, EAEU, rail, , , , 3 \n CN, KZ, , , , , 4', 4],
    ['two countries before one', 'CN, *, rail, , , , 4 \n CN, KZ, , , , , 5', 5],
    ['nodes before countries', 'CN, KZ, rail, , , , 5 \n *, *, , cn1, kz1, , 6', 6],
    ['one way before both ways', 'CN, KZ, rail, , , , 5 \n CN, KZ, rail, , , 1, 7', 7],
  ])('take the most specific rule: %s', (_, rows, hours) => {
    expect(border('rail, cn1, kz1, 1', rows).factors.border?.rule?.time_h).toBe(hours)
    expect(border('rail, cn1, kz1, 1', rows.split('\n').reverse().join('\n')).factors.border?.rule?.time_h).toBe(hours)
  })

  it('apply both ways unless directed', () => {
    expect(border('rail, kz1, cn1, 1', 'CN, KZ, , , , , 4').factors.border?.rule?.time_h).toBe(4)
    expect(border('rail, kz1, cn1, 1', '*, *, , cn1, kz1, 0, 4').factors.border?.rule?.time_h).toBe(4)
    expect(border('rail, kz1, cn1, 1', 'CN, KZ, , , , 1, 4').factors.border?.rule).toBeUndefined()
    expect(border('rail, kz1, cn1, 1', 'CN, KZ, , , , 1, 4 \n CN, KZ, , , , 0, 9').factors.border?.rule?.time_h).toBe(9)
  })

  it('cannot be crossed without a rule, with a gap', () => {
    const { factors, model } = border('rail, cn1, kz1, 1', 'CN, RU, , , , , 4')
    expect(factors.border).toEqual({ from_country: 'CN', to_country: 'KZ', rule: undefined })
    expect(model.gaps).toContainEqual({ table: 'border', kind: 'missing', subject: 'CN -> KZ by rail (cn1 -> kz1)' })
  })

  it('cannot be crossed by two equally specific rules, with a gap', () => {
    const { factors, model } = border('rail, cn1, kz1, 1', 'CN, KZ, , , , , 4 \n KZ, CN, , , , , 5', { strict: false })
    expect(factors.border?.rule).toBeUndefined()
    expect(model.gaps).toContainEqual({ table: 'border', kind: 'ambiguous', subject: 'CN -> KZ by rail (cn1 -> kz1)' })
  })

  it('are asked about by country codes', () => {
    const { model } = modelOf(TERRITORIES)
    expect(model.isBorder('CN', 'KZ')).toBe(true)
    expect(model.isBorder('KZ', 'RU')).toBe(false)
    expect(model.isBorder('KZ', 'DE')).toBe(true)
    expect(model.isBorder('CN', 'MN')).toBe(true)
    expect(model.isBorder('CN', 'CN')).toBe(false)
    expect(model.isBorder(undefined, 'CN')).toBe(false)
  })
})

describe('transfers', () => {
  const table = (rows: string): string => `
    transfer.csv
    node_id, node_type, from_mode, to_mode, from_gauge_mm, to_gauge_mm, time_h, cost_usd_per_teu, cost_usd_per_tonne, co2e_kg_per_teu
    ${rows}`

  it('price TEU and tonnes; blanks are 0', () => {
    const { model, place } = modelOf(table('*, , rail, road, , , 4, 20, 3, 2 \n *, , road, rail, , , 4'))
    expect(model.transferFactors(place('cn1'), rail(), road)).toEqual({
      time_h: 4,
      cost: { perTeu: 20, perTonne: 3 },
      co2e: { perTeu: 2, perTonne: 0 },
      source: undefined,
    })
    expect(model.transferFactors(place('cn1'), road, rail())?.cost).toEqual({ perTeu: 0, perTonne: 0 })
  })

  it('know what is emitted on the spot where it is given, and where nothing is emitted at all', () => {
    const { model, place } = modelOf(`
      transfer.csv
      from_mode, to_mode, time_h, co2e_kg_per_teu, co2e_ttw_kg_per_teu
      rail, road, 4, 2, 1.5
      road, rail, 4, 2,
      door, rail, 4, 0,
      rail, door, 4, ,`)
    const spot = (...sides: [TransferSide, TransferSide]) => model.transferFactors(place('cn1'), ...sides)?.co2e_ttw
    expect(spot(rail(), road)).toEqual({ perTeu: 1.5, perTonne: 0 })
    expect(spot(road, rail())).toBeUndefined()
    expect(spot(door, rail())).toEqual({ perTeu: 0, perTonne: 0 })
    expect(spot(rail(), door)).toEqual({ perTeu: 0, perTonne: 0 })
  })

  it('do not exist without a rule', () => {
    const { model, place } = modelOf(table('cn1, , rail, road, , , 4'))
    expect(model.transferFactors(place('cn1'), road, rail())).toBeUndefined()
    expect(model.transferFactors(place('cn2'), rail(), road)).toBeUndefined()
    expect(model.transferFactors(place('cn1'), door, rail())).toBeUndefined()
  })

  it('take the most specific rule: any, gauge, kind of place, place', () => {
    const { model, place } = modelOf(
      table(
        `
        *, *, rail, road, , , 1
        *, , rail, road, 1520, , 2
        *, border_station, rail, road, , , 3
        kz1, , rail, road, , , 4`.trim(),
      ),
    )
    expect(model.transferFactors(place('cn1'), rail(1435), road)?.time_h).toBe(1)
    expect(model.transferFactors(place('cn1'), rail(1520), road)?.time_h).toBe(2)
    expect(model.transferFactors(place('kz1'), rail(1520), road)?.time_h).toBe(4)
    const byType = modelOf(table('*, , rail, road, 1520, , 2 \n *, border_station, rail, road, , , 3'))
    expect(byType.model.transferFactors(byType.place('kz1'), rail(1520), road)?.time_h).toBe(3)
  })

  it('change the gauge only by a rule that names both gauges', () => {
    const named = modelOf(table('*, , rail, rail, 1435, 1520, 6'))
    expect(named.model.transferFactors(named.place('kz1'), rail(1435), rail(1520))?.time_h).toBe(6)
    expect(named.model.transferFactors(named.place('kz1'), rail(1520), rail(1435))).toBeUndefined()
    const blank = modelOf(table('*, , rail, rail, , , 6 \n kz1, , rail, rail, 1435, , 7'))
    expect(blank.model.transferFactors(blank.place('kz1'), rail(1435), rail(1520))).toBeUndefined()
    expect(blank.model.transferFactors(blank.place('kz1'), rail(), rail(1520))).toBeUndefined()
  })

  it('load and unload by rules of their own', () => {
    const { model, place } = modelOf(table('*, , door, rail, , , 0 \n *, , rail, door, , , 2'))
    expect(model.transferFactors(place('cn1'), door, rail(1435))?.time_h).toBe(0)
    expect(model.transferFactors(place('cn1'), rail(1435), door)?.time_h).toBe(2)
    expect(model.transferFactors(place('cn1'), door, road)).toBeUndefined()
  })

  it('do not exist by two equally specific rules, with a gap', () => {
    const { model, place } = modelOf(table('*, , rail, road, 1435, , 1 \n *, , rail, road, 1435, , 2'), {
      strict: false,
    })
    expect(model.gaps).toEqual([])
    expect(model.transferFactors(place('cn1'), rail(1520), road)).toBeUndefined()
    expect(model.gaps).toEqual([])
    expect(model.transferFactors(place('cn1'), rail(1435), road)).toBeUndefined()
    expect(model.gaps).toEqual([{ table: 'transfer', kind: 'ambiguous', subject: 'rail 1435 -> road at cn1' }])
  })
})

describe('prices', () => {
  const PARAMETERS = 'parameter.csv\n parameter, value\n value_of_time_pct_per_day, 0.5\n carbon_price_usd_per_t, 60'

  it('come from parameter.csv, are 0 without it, and can be overridden, by 0 too', () => {
    const { network, model } = modelOf(PARAMETERS)
    expect(model.prices).toEqual({ value_of_time_pct_per_day: 0.5, carbon_price_usd_per_t: 60 })
    expect(modelOf('').model.prices).toEqual({ value_of_time_pct_per_day: 0, carbon_price_usd_per_t: 0 })
    const free = new CostModel(network.rules, { carbon_price_usd_per_t: 0 })
    expect(free.prices).toEqual({ value_of_time_pct_per_day: 0.5, carbon_price_usd_per_t: 0 })
    expect(free.withPrices({ value_of_time_pct_per_day: 2 }).prices).toEqual({
      value_of_time_pct_per_day: 2,
      carbon_price_usd_per_t: 0,
    })
    expect(free.prices.value_of_time_pct_per_day).toBe(0.5)
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuse %s', (value) => {
    expect(() => modelOf('').model.withPrices({ carbon_price_usd_per_t: value })).toThrow(
      new UsageError(`carbon_price_usd_per_t is ${value}; expected a number of at least 0.`),
    )
  })
})

describe('the period of a day', () => {
  const GRIDS = 'grid.csv\n country, year, gco2e_per_kwh\n CN, 2015, 600\n CN, 2020, 500\n KZ, 2021, 700'

  it('is that of the grids, empty once the last ones hold', () => {
    const { model } = modelOf(GRIDS)
    const days = ['1990-01-01', '2015-01-01', '2019-12-31', '2020-01-01', '2021-01-01', undefined]
    expect(days.map((day) => model.period(day))).toEqual(['0', '0', '0', '', '', ''])
  })

  it('is never empty where a rate may have ended', () => {
    const { model } = modelOf(`${GRIDS}\n\n rate.csv\n mode, usd_per_teu_km, valid_to\n rail, 1, 2017-12-31`)
    const days = ['2017-12-31', '2018-01-01', '2020-01-01', '2030-01-01', undefined]
    expect(days.map((day) => model.period(day))).toEqual(['0', '1', '2', '2', ''])
  })

  it('is told from the day of the model', () => {
    const model = modelOf(GRIDS).model.at('2016-06-01')
    expect([undefined, '2015-01-01', '2020-01-01'].map((day) => model.period(day))).toEqual(['', '', '1'])
  })
})

describe('losses of a link of energy', () => {
  const RATE = 'rate.csv\n mode, usd_per_mwh_km\n power, 0.01\n gas, 0.002'
  const LOSS = `
    loss.csv
    mode, facility_type, country, loss_pct, loss_pct_per_1000km, usd_per_mwh_lost, gco2e_per_kwh_lost, source
    power, ,     ,   , 6, 80, , losses
    power, hvdc, , 2 , 3, 80, , converters
    power, ,     DE, , 4, 50, , German losses
    gas,   ,     ,   , 3, 25, 200, compressors`
  const GRID = 'grid.csv\n country, year, gco2e_per_kwh, source\n CN, 2023, 500, grid CN\n DE, 2023, 300, grid DE\n FR, 2023, 0, grid FR' // biome-ignore format: one line
  const rules = `${RATE}\n\n${LOSS}\n\n${GRID}`
  const mwh = { teu: 0, tonnes: 0, mwh: 100 }

  it('are made good: their price and carbon are per MWh, beside the tariff', () => {
    // 500 km at 3 % for 1,000 and 2 % for the converters: 3.5 of 100 MWh.
    const { factors } = priced('power, cn1, cn2, 500, hvdc', rules)
    expect(amount(factors.cost as PerUnit, mwh)).toBeCloseTo(100 * 500 * 0.01 + 3.5 * 80, 9)
    expect(amount(factors.wtw as PerUnit, mwh)).toBeCloseTo(3.5 * 500, 9)
    expect(factors.ttw).toBeUndefined()
    expect(factors.emission?.sources).toEqual(['converters', 'grid CN'])
    const gas = priced('gas, cn1, cn2, 1000', rules).factors
    expect(amount(gas.cost as PerUnit, mwh)).toBeCloseTo(100 * 1000 * 0.002 + 3 * 25, 9)
    expect(amount(gas.wtw as PerUnit, mwh)).toBeCloseTo(3 * 200, 9)
  })

  it('are half by the rules and the grid of each of two countries; a grid of 0 is one', () => {
    const { factors } = priced('power, de1, fr1, 1000', rules)
    expect(amount(factors.cost as PerUnit, mwh)).toBeCloseTo(1000 + 2 * 50 + 3 * 80, 9)
    expect(amount(factors.wtw as PerUnit, mwh)).toBeCloseTo(2 * 300, 9)
  })

  it('are known as a share of what enters', () => {
    const { model, place, network } = modelOf(`link.csv
      link_id, mode, from_node_id, to_node_id, length_km, facility_type
      dc, power, cn1, cn2, 500, hvdc
      ac, power, de1, fr1, 1000,
      tr, rail, cn1, cn2, 500,

      ${rules}`)
    const loss = (id: string) =>
      model.lossPct(
        network.graph.getEdgeAttributes(id),
        place(network.graph.source(id)),
        place(network.graph.target(id)),
      )
    expect([loss('dc'), loss('ac'), loss('tr')]).toEqual([3.5, 5, undefined])
  })

  it('leave money and carbon unknown where the grid is, or two rules are equally specific', () => {
    const unknown = priced('power, kz1, ru1, 100', rules)
    expect(unknown.factors).toMatchObject({ cost: undefined, wtw: undefined })
    expect(unknown.model.gaps).toContainEqual({ table: 'grid', kind: 'missing', subject: 'country KZ' })
    const twice = priced(
      'power, cn1, cn2, 100, ac',
      `${RATE}\n\n loss.csv\n mode, facility_type, country, loss_pct, usd_per_mwh_lost\n power, ac, , 1, 1\n power, , CN, 1, 1\n\n${GRID}`,
    )
    expect(twice.factors).toMatchObject({ cost: undefined, wtw: undefined })
    expect(twice.model.gaps).toContainEqual({ table: 'loss', kind: 'ambiguous', subject: 'power ac CN' })
  })
})
