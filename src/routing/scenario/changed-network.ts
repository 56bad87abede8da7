import { CostModel } from '../../cost/cost-model.js'
import type { LinkFactors } from '../../cost/link-factors.js'
import type { LinkAttributes } from '../../network/network.js'
import { NodeNames, PlaceIndex } from '../../network/places.js'
import { arcFactors } from '../arc-factors.js'
import type { CompiledNetwork } from '../compile.js'
import { type RouterParts, RoutingCore } from '../core.js'
import { withRows } from './additions.js'
import { overlay } from './overlay.js'
import { ScenarioPricing } from './pricing.js'
import type { Addition, PriceChange, Scenario } from './scenario.js'

/** What a scenario adds. */
export function additionsOf({ changes }: Scenario): readonly Addition[] {
  return changes.filter((change): change is Addition => 'add' in change)
}

/**
 * A network with more rows. Costs what reading, compiling and pricing the whole of it does.
 *
 * @param scenario the id of the one that adds them
 * @throws DataError for an added row in error
 */
export function grownCore({ network, costModel }: RoutingCore, additions: readonly Addition[], scenario: string) {
  const grown = withRows(network, additions, scenario)
  return new RoutingCore(grown, { costModel: new CostModel(grown.rules, costModel.prices) }, undefined)
}

/**
 * Puts a scenario over a network, but for its additions, which are in the network already. The topology stays the very same
 * object, and with it all that has been made of it. O(links); what is changed is priced anew.
 *
 * @throws UsageError for an unknown word and for a selector that selects nothing
 */
export function changedNetwork(core: RoutingCore, scenario: Scenario): RouterParts {
  const { changes, id } = scenario
  const { compiled: base } = core
  const names = new NodeNames(base.nodeIds, base.nodes)
  const costModel = changes
    .filter((change): change is PriceChange => 'prices' in change)
    .reduce<CostModel>((model, { prices }) => model.withPrices(prices), core.costModel.withPrices({}))
  const { links, repriced, unrewritten, closures, factors, borders, transfers } = overlay(
    scenario,
    base,
    new PlaceIndex(names),
    { isBorder: (from, to) => costModel.isBorder(from, to), clearance: costModel.clearance },
  )
  const compiled: CompiledNetwork = { ...base, links, closures }
  const before = { columns: core.factors.columns, links: repriced, transfers: transfers.length > 0 }
  // What the columns hold is what the model would say again.
  const known = (link: LinkAttributes): LinkFactors | undefined => {
    const index = unrewritten.get(link)
    return index === undefined ? undefined : core.factors.link(index)
  }
  const pricing = (model: CostModel, priced?: typeof known): ScenarioPricing =>
    new ScenarioPricing(model, factors, borders, transfers, id, priced)
  return {
    compiled,
    names,
    costModel,
    factors: arcFactors(compiled, pricing(costModel, known), before).columns,
    order: undefined,
    pricing,
    skeleton: core.skeleton,
  }
}
