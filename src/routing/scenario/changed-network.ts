import { CostModel } from '../../cost/cost-model.js'
import type { LinkFactors } from '../../cost/link-factors.js'
import type { LinkAttributes, Network } from '../../network/network.js'
import { NodeNames, PlaceIndex } from '../../network/places.js'
import { arcFactors } from '../arc-factors.js'
import { type CompiledNetwork, compileNetwork } from '../compile.js'
import type { RouterParts, RoutingCore } from '../core.js'
import { withRows } from './additions.js'
import { overlay } from './overlay.js'
import { ScenarioPricing } from './pricing.js'
import type { Addition, PriceChange, Scenario } from './scenario.js'

/** A network under a scenario, as a router takes it. */
export interface ChangedNetwork {
  readonly network: Network
  readonly parts: RouterParts
}

/**
 * Puts a scenario over a network. Where nothing is added, the topology stays the very same object, and with it all that
 * has been made of it. O(links), every link is priced anew.
 *
 * @throws UsageError for an unknown word and for a selector that selects nothing; DataError for an added row in error
 */
export function changedNetwork(core: RoutingCore, scenario: Scenario): ChangedNetwork {
  const { changes, id } = scenario
  const additions = changes.filter((change): change is Addition => 'add' in change)
  const isSame = additions.length === 0
  const network = isSame ? core.network : withRows(core.network, additions, id)
  const base = isSame ? core.compiled : compileNetwork(network)
  const names = new NodeNames(base.nodeIds, base.nodes)
  const costModel = changes
    .filter((change): change is PriceChange => 'prices' in change)
    .reduce<CostModel>(
      (model, { prices }) => model.withPrices(prices),
      isSame ? core.costModel.withPrices({}) : new CostModel(network.rules, core.costModel.prices),
    )
  const { links, repriced, unrewritten, closures, factors, borders, transfers } = overlay(
    scenario,
    base,
    new PlaceIndex(names),
    { isBorder: (from, to) => costModel.isBorder(from, to), clearance: costModel.clearance },
  )
  const compiled: CompiledNetwork = { ...base, links, closures }
  const before = isSame
    ? { columns: core.factors.columns, links: repriced, transfers: transfers.length > 0 }
    : undefined
  // What the columns hold is what the model would say again.
  const known = (link: LinkAttributes): LinkFactors | undefined => {
    const index = isSame ? unrewritten.get(link) : undefined
    return index === undefined ? undefined : core.factors.link(index)
  }
  const pricing = (model: CostModel, priced?: typeof known): ScenarioPricing =>
    new ScenarioPricing(model, factors, borders, transfers, id, priced)
  return {
    network,
    parts: {
      compiled,
      names,
      costModel,
      factors: arcFactors(compiled, pricing(costModel, known), before).columns,
      order: undefined,
      pricing,
      ...(isSame ? { skeleton: core.skeleton } : {}),
    },
  }
}
