import { PAPER } from '../../cost/clearance.js'
import type { CostModel, Place, TransferSide } from '../../cost/cost-model.js'
import {
  type BorderFactors,
  type LinkFactors,
  scaledPieces,
  type TransferFactors,
  times,
} from '../../cost/link-factors.js'
import type { Mode } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import type { LinkAttributes } from '../../network/network.js'
import type { Pricing } from '../arc-factors.js'
import type { BorderChange, TransferChange } from './scenario.js'

/** By how much a link is faster, dearer and dirtier than the rules say. */
export interface LinkFactorChange {
  readonly speed: number
  readonly tariff: number
  readonly carbon: number
}

export const UNCHANGED: LinkFactorChange = { speed: 1, tariff: 1, carbon: 1 }

const SAME = { time: 1, cost: 1 }

/** A change of transfers with what it selects. */
export interface TransferRule {
  readonly selects: (node: Place, from: TransferSide, to: TransferSide) => boolean
  readonly change: Omit<TransferChange, 'transfer'>
}

/** A cost model with the changes of a scenario on top. Says in the `source` of what it changed that it did. */
export class ScenarioPricing implements Pricing {
  readonly #model: CostModel
  readonly #links: ReadonlyMap<LinkAttributes, LinkFactorChange>
  readonly #borders: ReadonlyMap<LinkAttributes, readonly Omit<BorderChange, 'border'>[]>
  readonly #transfers: readonly TransferRule[]
  readonly #mark: string
  readonly #before: (link: LinkAttributes) => LinkFactors | undefined

  /**
   * @param links, borders by the very objects that are priced
   * @param before what the model says of a link, where that is known already
   */
  constructor(
    model: CostModel,
    links: ReadonlyMap<LinkAttributes, LinkFactorChange>,
    borders: ReadonlyMap<LinkAttributes, readonly Omit<BorderChange, 'border'>[]>,
    transfers: readonly TransferRule[],
    scenario: string,
    before: (link: LinkAttributes) => LinkFactors | undefined = () => undefined,
  ) {
    this.#model = model
    this.#links = links
    this.#borders = borders
    this.#transfers = transfers
    this.#mark = `changed by scenario ${scenario}`
    this.#before = before
  }

  linkFactors(link: LinkAttributes, from: Place, to: Place): LinkFactors {
    const { speed, tariff, carbon } = this.#links.get(link) ?? UNCHANGED
    const factors = this.#before(link) ?? this.#model.linkFactors(link, from, to, speed)
    let { border } = factors
    for (const change of this.#borders.get(link) ?? []) {
      border = border && this.#changedBorder(border, change, link.mode)
    }
    return {
      ...factors,
      cost: factors.cost && times(factors.cost, tariff),
      ...(factors.pieces && { pieces: scaledPieces(factors.pieces, tariff) }),
      wtw: factors.wtw && times(factors.wtw, carbon),
      ttw: factors.ttw && times(factors.ttw, carbon),
      border,
    }
  }

  transferFactors(node: Place, from: TransferSide, to: TransferSide): TransferFactors | undefined {
    const found = this.#model.transferFactors(node, from, to)
    if (found === undefined) return undefined
    let factors: TransferFactors = found
    for (const { selects, change } of this.#transfers) {
      if (!selects(node, from, to)) continue
      const carbon = change.carbon_factor ?? 1
      factors = {
        ...factors,
        time_h: (change.time_h ?? factors.time_h) * (change.time_factor ?? 1),
        cost: times(factors.cost, change.cost_factor ?? 1),
        co2e: times(factors.co2e, carbon),
        co2e_ttw: factors.co2e_ttw && times(factors.co2e_ttw, carbon),
        source: this.#marked(factors.source),
      }
    }
    return factors
  }

  /** A crossing without a rule gets one where the change says how long it takes. */
  #changedBorder(border: BorderFactors, change: Omit<BorderChange, 'border'>, mode: Mode): BorderFactors {
    const { rule } = border
    const { time_h, time_factor = 1, cost_usd_per_teu, cost_factor = 1, digital } = change
    if (rule === undefined && time_h === undefined) return border
    const before = rule?.time_h ?? 0
    const fees = rule?.cost_usd_per_teu ?? 0
    const areGiven = time_h !== undefined && cost_usd_per_teu !== undefined
    const ratio = digital === undefined || areGiven ? SAME : this.#ratio(border, digital, mode)
    const after = (time_h ?? before * ratio.time) * time_factor
    // The dwell that 9 of 10 keep moves with the usual one.
    const p90 = rule?.time_p90_h === undefined || before === 0 ? undefined : (rule.time_p90_h * after) / before
    return {
      ...border,
      rule: {
        time_h: after,
        time_p90_h: p90,
        cost_usd_per_teu: (cost_usd_per_teu ?? fees * ratio.cost) * cost_factor,
        digital: digital === undefined ? rule?.digital : (this.#model.clearance.of(digital, mode)?.name ?? digital),
        source: this.#marked(rule?.source),
      },
    }
  }

  /** What a procedure makes of dwell and fees under the one in force. @throws UsageError where what one of them does is not known */
  #ratio(
    { from_country, to_country, rule }: BorderFactors,
    digital: string,
    mode: Mode,
  ): { readonly time: number; readonly cost: number } {
    const { clearance } = this.#model
    const [before, after] = [clearance.of(rule?.digital, mode), clearance.of(digital, mode)]
    if (before !== undefined && after !== undefined) {
      return { time: after.time / before.time, cost: after.cost / before.cost }
    }
    const unknown = before === undefined ? rule?.digital : digital
    throw new UsageError(
      `The border ${from_country}-${to_country} by ${mode} is to change from procedure "${rule?.digital ?? PAPER}" to "${digital}"; expected one row of clearance.csv for "${unknown}" by ${mode}, or time_h and cost_usd_per_teu with the change.`,
    )
  }

  #marked(source: string | undefined): string {
    if (source === undefined) return this.#mark
    return source.endsWith(this.#mark) ? source : `${source}; ${this.#mark}`
  }
}
