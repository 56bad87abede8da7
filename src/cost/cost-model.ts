import {
  ANY,
  type BorderRow,
  type EmissionRow,
  type GridRow,
  type LossRow,
  type Mode,
  type RateRow,
  type SpeedRow,
  type TransferRow,
} from '../ingest/schema.js'
import type { LinkAttributes, NodeAttributes, Rules } from '../network/network.js'
import { GRAMS_PER_KG, HOURS_PER_DAY } from '../units/units.js'
import { Clearance } from './clearance.js'
import { gridChangeDays, gridsAt } from './grids-at.js'
import {
  type BorderFactors,
  type EmissionBasis,
  type LinkFactors,
  type LinkPiece,
  NO_AMOUNT,
  type PerUnit,
  plus,
  type TransferFactors,
} from './link-factors.js'
import { portions } from './portions.js'
import { type Prices, pricesOf, withPrices } from './prices.js'
import { isPriced, linkAmount, type RateAmounts, rateAmounts } from './rate-amounts.js'
import { BASE_CURRENCY, changeDays, ratesAt, usdPerUnit } from './rates-at.js'
import { AMBIGUOUS, type RuleKey, RuleTable } from './rule-table.js'

/** A rule that was looked for and not found, or found twice. */
export interface RuleGap {
  readonly table: 'speed' | 'rate' | 'exchange' | 'emission' | 'loss' | 'grid' | 'border' | 'transfer'
  readonly kind: 'missing' | 'ambiguous'
  /** What the rule would have to match, in words. */
  readonly subject: string
}

/** A node with its id, as the cost model sees it. */
export interface Place {
  readonly id: string
  readonly attributes: NodeAttributes
}

/** Either end of a transfer: a mode with its gauge, or `door` for loading and unloading. */
export interface TransferSide {
  readonly mode: Mode | 'door'
  readonly gauge_mm: number | undefined
}

const LINK_RULE_KEYS: readonly RuleKey[] = [
  { level: 0 }, // mode
  { level: 2 }, // facility_type
  { level: 2 }, // country
  { level: 1 }, // customs territory
  { level: 2 }, // passage
]
/** A row in which none of these is given says nothing: it is no rule, and not a factor of 0. */
const WTW_PARTS = ['wtw_gco2e_per_tkm', 'wtw_gco2e_per_teukm', 'kwh_per_tkm'] as const
/** Electric traction emits nothing at the vehicle. */
const TTW_PARTS = ['ttw_gco2e_per_tkm', 'ttw_gco2e_per_teukm', 'kwh_per_tkm'] as const

const RATE_KEYS: readonly RuleKey[] = [...LINK_RULE_KEYS, { level: 3 }, { level: 3 }]
const EMISSION_KEYS: readonly RuleKey[] = [...LINK_RULE_KEYS, { level: 2 }]
const TRANSFER_KEYS: readonly RuleKey[] = [
  { level: 3 }, // node
  { level: 2 }, // node type
  { level: 1 }, // gauge left
  { level: 1 }, // gauge taken
  { level: 0 }, // mode left
  { level: 0 }, // mode taken
]
const BORDER_KEYS: readonly RuleKey[] = [
  { level: 4 }, // node left
  { level: 4 }, // node entered
  { level: 3 }, // country left
  { level: 3 }, // country entered
  { level: 2 }, // territory left
  { level: 2 }, // territory entered
  { level: 1 }, // mode
  { level: 0 }, // direction
]

/**
 * The rules of a network, ready to price its links. Immutable; a changed rule is a new model.
 *
 * Times, rates, emission factors and border rules are looked up most specific first ({@link RuleTable}). A land link
 * between two countries is priced half by the rules of each.
 */
export class CostModel {
  readonly prices: Prices
  readonly rules: Rules
  /** Day of the rates, exchange rates and grids; `undefined`: those that hold last. */
  readonly date: string | undefined
  readonly #territory = new Map<string, string>()
  #grid: ReadonlyMap<string, GridRow> = new Map()
  readonly #speed = new RuleTable<SpeedRow>(LINK_RULE_KEYS)
  readonly #rate = new RuleTable<RateRow>(RATE_KEYS)
  readonly #emission = new RuleTable<EmissionRow>(EMISSION_KEYS)
  readonly #loss = new RuleTable<LossRow>(LINK_RULE_KEYS)
  readonly #transfer = new RuleTable<TransferRow>(TRANSFER_KEYS)
  readonly #border = new RuleTable<BorderRow>(BORDER_KEYS)
  readonly #memo = new Map<string, unknown>()
  readonly #bases = new Map<string, EmissionBasis>()
  /** One object per rule, so that equal factors are told by identity. */
  readonly #transferFactors = new Map<TransferRow, TransferFactors>()
  readonly #rateAmounts = new Map<RateRow, RateAmounts>()
  readonly #gaps = new Map<string, RuleGap>()
  #periods: ((date: string | undefined) => string) | undefined
  #clearance: Clearance | undefined
  #isIndexed = false

  /**
   * @param prices override the parameters of `parameter.csv`
   * @param gaps found before, by a model with the same rules and date
   * @param date the rates, exchange rates and grids of this day, YYYY-MM-DD; default: those that hold last
   * @throws UsageError where a price is not a number of at least 0
   */
  constructor(rules: Rules, prices: Partial<Prices> = {}, gaps: readonly RuleGap[] = [], date?: string) {
    this.rules = rules
    this.date = date
    for (const { table, kind, subject } of gaps) this.#note(table, kind, subject)
    this.prices = withPrices(pricesOf(rules), prices)
  }

  /** Puts the rules where they are looked up; not before the first look, because a saved network is priced already. */
  #index(): void {
    if (this.#isIndexed) return
    this.#isIndexed = true
    const { rules } = this
    for (const row of rules.territory) this.#territory.set(row.country, row.customs_territory)
    const territories = new Set(this.#territory.values())
    this.#grid = gridsAt(rules.grid, this.date)
    const place = (value: string | undefined): [string | undefined, string | undefined] => {
      const word = given(value)
      return word !== undefined && territories.has(word) ? [undefined, word] : [word?.toUpperCase(), undefined]
    }
    const scope = (row: SpeedRow | RateRow | EmissionRow | LossRow) => [
      row.mode,
      given(row.facility_type),
      ...place(row.country),
      given(row.passage),
    ]
    for (const row of rules.speed) this.#speed.add(scope(row), row)
    for (const row of rules.loss) this.#loss.add(scope(row), row)
    for (const row of ratesAt(rules.rate, this.date)) {
      const from = given(row.from_node_id)
      const to = given(row.to_node_id)
      this.#rate.add([...scope(row), from, to], row)
      if (from !== to) this.#rate.add([...scope(row), to, from], row)
    }
    for (const row of rules.emission) {
      this.#emission.add([...scope(row), row.electrified === undefined ? undefined : String(row.electrified)], row)
    }
    for (const row of rules.transfer) {
      // A blank gauge means any, but a change of gauge is never free by accident: its rule names both.
      const changesGauge = row.from_mode === row.to_mode
      if (changesGauge && (row.from_gauge_mm === undefined || row.to_gauge_mm === undefined)) continue
      this.#transfer.add(
        [
          given(row.node_id),
          given(row.node_type),
          row.from_gauge_mm === undefined ? undefined : String(row.from_gauge_mm),
          row.to_gauge_mm === undefined ? undefined : String(row.to_gauge_mm),
          row.from_mode,
          row.to_mode,
        ],
        row,
      )
    }
    for (const row of rules.border) {
      const nodes = [given(row.from_node_id), given(row.to_node_id)] as const
      const [fromCountry, fromTerritory] = place(row.from_country)
      const [toCountry, toTerritory] = place(row.to_country)
      const mode = given(row.mode)
      const oneWay = row.directed === true ? '1' : undefined
      this.#border.add([...nodes, fromCountry, toCountry, fromTerritory, toTerritory, mode, oneWay], row)
      if (oneWay === undefined) {
        this.#border.add([nodes[1], nodes[0], toCountry, fromCountry, toTerritory, fromTerritory, mode, undefined], row)
      }
    }
  }

  /** A model with the same rules and other prices. */
  withPrices(prices: Partial<Prices>): CostModel {
    return new CostModel(this.rules, withPrices(this.prices, prices), this.gaps, this.date)
  }

  /** A model with the same rules and prices, and the rates, exchange rates and grids of a day. */
  at(date: string | undefined): CostModel {
    return new CostModel(this.rules, this.prices, [], date)
  }

  /**
   * Tells the days apart on which links cost differently: equal for two days with the same rates, exchange rates and grids, and
   * `''` without a date and where they are those of this model. O(days on which they change).
   */
  period(date: string | undefined): string {
    if (date === undefined) return ''
    this.#periods ??= periodsOf(this.rules)
    const period = this.#periods(date)
    return period === this.#periods(this.date) ? '' : period
  }

  /** Rules that were needed so far and are missing or ambiguous, each once. */
  get gaps(): readonly RuleGap[] {
    return [...this.#gaps.values()]
  }

  /** What procedures of clearance do to the stop at a border. */
  get clearance(): Clearance {
    this.#clearance ??= new Clearance(this.rules.clearance)
    return this.#clearance
  }

  /** The customs territory that a country belongs to; `undefined` where it stands alone. */
  territoryOf(country: string): string | undefined {
    this.#index()
    return this.#territory.get(country)
  }

  /** True where goods that go from one country to the other cross a customs border. */
  isBorder(from: string | undefined, to: string | undefined): boolean {
    if (from === undefined || to === undefined || from === to) return false
    this.#index()
    const territory = this.#territory.get(from)
    return territory === undefined || territory !== this.#territory.get(to)
  }

  /**
   * Prices one direction of a link.
   *
   * @param speedFactor how many times as fast as the link and the rules say
   */
  linkFactors(link: LinkAttributes, from: Place, to: Place, speedFactor = 1): LinkFactors {
    this.#index()
    const time = this.#time(link, from, to, speedFactor)
    const losses = this.#losses(link, from, to)
    const carbon = this.#carbon(link, from, to, losses)
    const tariff = this.#tariff(link, from, to)
    const cost = losses === undefined ? undefined : tariff.cost && plus(tariff.cost, losses.cost)
    return {
      time_h: time?.total,
      rest_h: time?.rest ?? 0,
      ...tariff,
      cost,
      wtw: carbon?.wtw,
      ttw: carbon?.ttw,
      emission_km: carbon?.km,
      emission: carbon?.basis,
      border: this.#crossing(link, from, to),
    }
  }

  /**
   * Prices a change of mode or gauge, or loading (`from.mode` is `door`) and unloading (`to.mode` is `door`).
   *
   * @returns `undefined` where no rule allows it, or where two equally specific ones do
   */
  transferFactors(node: Place, from: TransferSide, to: TransferSide): TransferFactors | undefined {
    this.#index()
    const subject = [
      node.id,
      node.attributes.node_type,
      from.gauge_mm === undefined ? undefined : String(from.gauge_mm),
      to.gauge_mm === undefined ? undefined : String(to.gauge_mm),
      from.mode,
      to.mode,
    ]
    const row = this.#transfer.match(subject)
    if (row === AMBIGUOUS) this.#note('transfer', 'ambiguous', `${inWords(from)} -> ${inWords(to)} at ${node.id}`)
    if (row === undefined || row === AMBIGUOUS) return undefined
    const known = this.#transferFactors.get(row)
    if (known !== undefined) return known
    const factors: TransferFactors = {
      time_h: row.time_h,
      cost: { perTeu: row.cost_usd_per_teu ?? 0, perTonne: row.cost_usd_per_tonne ?? 0 },
      co2e: { perTeu: row.co2e_kg_per_teu ?? 0, perTonne: 0 },
      co2e_ttw: tankToWheel(row),
      source: row.source,
    }
    this.#transferFactors.set(row, factors)
    return factors
  }

  #time(
    link: LinkAttributes,
    from: Place,
    to: Place,
    speedFactor: number,
  ): { total: number; rest: number } | undefined {
    if (link.time_h !== undefined) return { total: link.time_h / speedFactor, rest: 0 }
    let total = 0
    let rest = 0
    for (const { country, share } of portions(link.mode, from.attributes.country, to.attributes.country)) {
      const found = this.#linkRule(this.#speed, 'speed', link, country, [])
      // A link with its own speed needs no rule; but where one applies, it says how many hours a day are driven.
      if (found === AMBIGUOUS || (found === undefined && link.speed_kmh === undefined)) {
        return this.#noteLink('speed', found, link, country)
      }
      const kmh = (link.speed_kmh ?? (found as SpeedRow).speed_kmh) * speedFactor
      const allowance = link.speed_kmh === undefined ? 1 + (found?.allowance_pct ?? 0) / 100 : 1
      const moving = ((link.length_km * share) / kmh) * allowance
      // A factor of 1 where movement goes on all day: no rest, not even by rounding.
      const elapsed = moving * (HOURS_PER_DAY / (found?.hours_per_day ?? HOURS_PER_DAY))
      total += elapsed + share * (found?.fixed_h ?? 0)
      rest += elapsed - moving
    }
    return { total, rest }
  }

  #tariff(link: LinkAttributes, from: Place, to: Place): Pick<LinkFactors, 'cost' | 'pieces'> {
    let cost = NO_AMOUNT
    const pieces: LinkPiece[] = []
    for (const { country, share } of portions(link.mode, from.attributes.country, to.attributes.country)) {
      const rule = this.#linkRule(this.#rate, 'rate', link, country, [from.id, to.id])
      if (rule === undefined || rule === AMBIGUOUS || !isPriced(rule)) {
        return { cost: this.#noteLink('rate', rule, link, country) }
      }
      const rate = this.#amounts(rule)
      if (rate === undefined) return { cost: undefined }
      const part = linkAmount(rate, link.length_km, share)
      cost = plus(cost, part)
      const before = pieces.at(-1)
      // Both halves by one rate are one piece.
      if (before === undefined || before.tariff !== rate.leg) pieces.push({ tariff: rate.leg, cost: part, share })
      else pieces[0] = { tariff: rate.leg, cost, share: 1 }
    }
    return pieces.some(({ tariff }) => tariff !== undefined) ? { cost, pieces } : { cost }
  }

  /** What a rate charges in USD; `undefined` where its currency has no exchange rate. */
  #amounts(rate: RateRow): RateAmounts | undefined {
    const known = this.#rateAmounts.get(rate)
    if (known !== undefined) return known
    const currency = rate.currency ?? BASE_CURRENCY
    const usd = usdPerUnit(this.rules.exchange, currency, this.date)
    if (usd === undefined) {
      this.#note('exchange', 'missing', this.date === undefined ? currency : `${currency} on ${this.date}`)
      return undefined
    }
    const amounts = rateAmounts(rate, usd)
    this.#rateAmounts.set(rate, amounts)
    return amounts
  }

  /**
   * What a link of energy loses, % of what enters it; half of it by the rules of each of two countries.
   *
   * @returns `undefined` where no rule names a loss, or where two equally specific ones do
   */
  lossPct(link: LinkAttributes, from: Place, to: Place): number | undefined {
    this.#index()
    let pct: number | undefined
    for (const { country, share } of portions(link.mode, from.attributes.country, to.attributes.country)) {
      const rule = this.#linkRule(this.#loss, 'loss', link, country, [])
      if (rule === AMBIGUOUS) return undefined
      if (rule !== undefined) pct = (pct ?? 0) + share * lossOf(rule, link)
    }
    return pct
  }

  /**
   * What it takes to make the losses of a link of energy good: the operator buys what is lost, so that as much leaves the
   * link as enters it, and losses add up link by link. Nothing where no rule names a loss; `undefined` where two do, or
   * where the grid that would supply it is unknown.
   */
  #losses(link: LinkAttributes, from: Place, to: Place): Losses | undefined {
    if (this.rules.loss.length === 0) return NO_LOSSES
    let usd = 0
    let kg = 0
    const sources: (string | undefined)[] = []
    for (const { country, share } of portions(link.mode, from.attributes.country, to.attributes.country)) {
      const rule = this.#linkRule(this.#loss, 'loss', link, country, [])
      if (rule === undefined) continue
      if (rule === AMBIGUOUS) return this.#noteLink('loss', rule, link, country)
      const lost = (share * lossOf(rule, link)) / 100
      const grid = country === undefined ? undefined : this.#grid.get(country)
      const intensity = rule.gco2e_per_kwh_lost ?? grid?.gco2e_per_kwh
      if (intensity === undefined) {
        this.#note('grid', 'missing', `country ${country ?? '(none)'}`)
        return undefined
      }
      usd += lost * rule.usd_per_mwh_lost
      // g per kWh are kg per MWh.
      kg += lost * intensity
      sources.push(rule.source, rule.gco2e_per_kwh_lost === undefined ? grid?.source : undefined)
    }
    if (sources.length === 0) return NO_LOSSES
    return { cost: { perTeu: 0, perTonne: 0, perMwh: usd }, co2e: { perTeu: 0, perTonne: 0, perMwh: kg }, sources }
  }

  #carbon(link: LinkAttributes, from: Place, to: Place, losses: Losses | undefined): Carbon | undefined {
    if (losses === undefined) return undefined
    const wtw = { perTeu: 0, perTonne: 0 }
    const ttw = { perTeu: 0, perTonne: 0 }
    const sources: (string | undefined)[] = []
    let ttwKnown = true
    let emissionKm = 0
    for (const { country, share } of portions(link.mode, from.attributes.country, to.attributes.country)) {
      const traction = link.electrified === undefined ? undefined : String(link.electrified)
      const rule = this.#linkRule(this.#emission, 'emission', link, country, [traction])
      // On a link of energy, what is made good may be all that emits.
      if (rule === undefined && losses !== NO_LOSSES) continue
      if (rule === undefined || rule === AMBIGUOUS || !WTW_PARTS.some((part) => rule[part] !== undefined)) {
        return this.#noteLink('emission', rule, link, country)
      }
      ttwKnown &&= TTW_PARTS.some((part) => rule[part] !== undefined)
      let electricity = 0
      if (rule.kwh_per_tkm !== undefined) {
        const grid = country === undefined ? undefined : this.#grid.get(country)
        if (grid === undefined) {
          this.#note('grid', 'missing', `country ${country ?? '(none)'}`)
          return undefined
        }
        electricity = rule.kwh_per_tkm * grid.gco2e_per_kwh
        sources.push(rule.source, grid.source)
      } else {
        sources.push(rule.source)
      }
      const km = share * (link.length_km * (1 + (rule.distance_pct ?? 0) / 100) + (rule.distance_add_km ?? 0))
      emissionKm += km
      wtw.perTonne += (km * ((rule.wtw_gco2e_per_tkm ?? 0) + electricity)) / GRAMS_PER_KG
      wtw.perTeu += (km * (rule.wtw_gco2e_per_teukm ?? 0)) / GRAMS_PER_KG
      ttw.perTonne += (km * (rule.ttw_gco2e_per_tkm ?? 0)) / GRAMS_PER_KG
      ttw.perTeu += (km * (rule.ttw_gco2e_per_teukm ?? 0)) / GRAMS_PER_KG
    }
    return {
      wtw: plus(wtw, losses.co2e),
      // Where the energy that is lost was burnt is not known.
      ttw: ttwKnown && losses === NO_LOSSES ? ttw : undefined,
      km: emissionKm,
      basis: this.#basis([...sources, ...losses.sources]),
    }
  }

  /** One object for equal lists: a network has few of them. */
  #basis(given: readonly (string | undefined)[]): EmissionBasis {
    const sources = [...new Set(given.filter((source) => source !== undefined))]
    const key = JSON.stringify(sources)
    const known = this.#bases.get(key)
    if (known !== undefined) return known
    const basis: EmissionBasis = { sources }
    this.#bases.set(key, basis)
    return basis
  }

  #crossing(link: LinkAttributes, from: Place, to: Place): BorderFactors | undefined {
    const left = from.attributes.country
    const entered = to.attributes.country
    if (left === undefined || entered === undefined || !this.isBorder(left, entered)) return undefined
    const found = this.#border.match([
      from.id,
      to.id,
      left,
      entered,
      this.#territory.get(left),
      this.#territory.get(entered),
      link.mode,
      '1',
    ])
    if (found === undefined || found === AMBIGUOUS) {
      const kind = found === undefined ? 'missing' : 'ambiguous'
      this.#note('border', kind, `${left} -> ${entered} by ${link.mode} (${from.id} -> ${to.id})`)
    }
    const row = found === AMBIGUOUS ? undefined : found
    return {
      from_country: left,
      to_country: entered,
      rule: row && {
        time_h: row.time_h,
        time_p90_h: row.time_p90_h,
        cost_usd_per_teu: row.cost_usd_per_teu ?? 0,
        digital: row.digital,
        source: row.source,
      },
    }
  }

  /** The rule for a link, remembered: a network has few distinct subjects and many links. */
  #linkRule<Row>(
    rules: RuleTable<Row>,
    table: LinkRuleTable,
    link: LinkAttributes,
    country: string | undefined,
    more: readonly (string | undefined)[],
  ): Row | typeof AMBIGUOUS | undefined {
    const territory = country === undefined ? undefined : this.#territory.get(country)
    const subject = [link.mode, link.facility_type, country, territory, link.passage, ...more]
    const key = `${table}\u0000${subject.join('\u0000')}`
    const known = this.#memo.get(key)
    if (known !== undefined || this.#memo.has(key)) return known as Row | typeof AMBIGUOUS | undefined
    const found = rules.match(subject)
    this.#memo.set(key, found)
    return found
  }

  /** Reports that the rule found for a link is none or ambiguous; on a fibre, none is needed but a speed. */
  #noteLink(table: LinkRuleTable, found: unknown, link: LinkAttributes, country: string | undefined): undefined {
    if (link.mode === 'fibre' && found === undefined && table !== 'speed') return undefined
    const words = [link.mode, link.facility_type, country, link.passage].filter((word) => word !== undefined)
    this.#note(table, found === AMBIGUOUS ? 'ambiguous' : 'missing', words.join(' '))
  }

  #note(table: RuleGap['table'], kind: RuleGap['kind'], subject: string): void {
    this.#gaps.set(`${table} ${kind} ${subject}`, { table, kind, subject })
  }
}

/** Numbers the times in which rates, exchange rates and grids stay the same. */
function periodsOf({ rate, exchange, grid }: Rules): (date: string | undefined) => string {
  const rates = changeDays(rate, exchange)
  const days = [...new Set([...rates, ...gridChangeDays(grid)])].sort()
  // The last grids hold without a date as well; a rate that has ended holds only without one.
  const last = rates.length === 0 ? String(days.length) : 'last'
  return (date) => (date === undefined ? last : String(days.filter((day) => day <= date).length))
}

/** % of what enters a link. */
function lossOf({ loss_pct = 0, loss_pct_per_1000km = 0 }: LossRow, { length_km }: LinkAttributes): number {
  return loss_pct + (loss_pct_per_1000km * length_km) / 1000
}

interface Losses {
  readonly cost: PerUnit
  /** kg. */
  readonly co2e: PerUnit
  readonly sources: readonly (string | undefined)[]
}

const NO_LOSSES: Losses = { cost: NO_AMOUNT, co2e: NO_AMOUNT, sources: [] }

interface Carbon {
  readonly wtw: PerUnit
  readonly ttw: PerUnit | undefined
  readonly km: number
  readonly basis: EmissionBasis
}

/** Where nothing is emitted from well to wheel, nothing is from tank to wheel. */
function tankToWheel({ co2e_kg_per_teu, co2e_ttw_kg_per_teu }: TransferRow): PerUnit | undefined {
  if (co2e_ttw_kg_per_teu !== undefined) return { perTeu: co2e_ttw_kg_per_teu, perTonne: 0 }
  return (co2e_kg_per_teu ?? 0) === 0 ? { perTeu: 0, perTonne: 0 } : undefined
}

type LinkRuleTable = 'speed' | 'rate' | 'emission' | 'loss'

function inWords({ mode, gauge_mm }: TransferSide): string {
  return gauge_mm === undefined ? mode : `${mode} ${gauge_mm}`
}

function given(cell: string | undefined): string | undefined {
  return cell === undefined || cell === ANY ? undefined : cell
}
