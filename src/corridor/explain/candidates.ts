import { MODES, type Mode } from '../../ingest/schema.js'
import type { LinkAttributes } from '../../network/network.js'
import type { Itinerary, LegLink } from '../../routing/itinerary.js'
import type { Router } from '../../routing/router.js'
import {
  borderHours,
  carbonPrice,
  cargoValue,
  handlingHours,
  type Parameter,
  runningTime,
  type Setting,
  tariffFactor,
  valueOfTime,
} from '../break-even/parameter.js'

/**
 * The numbers of which one alone may flip the choice between two routes: the prices of time and carbon and the value of the
 * goods, the tariff and the speed of each mode that either route uses, and the hours of each border crossing and each handling on
 * either.
 */
export function candidatesOf(routes: readonly Itinerary[], setting: Setting, router: Router): Parameter[] {
  const legs = routes.flatMap((route) => route.legs)
  const modes = MODES.filter((mode) => legs.some((leg) => leg.kind === 'transport' && leg.mode === mode))
  const fixedHours = fixedHoursIn(router)
  const all = [
    valueOfTime(setting),
    carbonPrice(setting),
    cargoValue(setting),
    ...modes.map((mode: Mode) => tariffFactor(mode)),
    ...modes.map((mode: Mode) => runningTime(mode, fixedHours)),
    ...legs.flatMap((leg): Parameter[] => {
      if (leg.kind === 'transport') return []
      if (leg.kind === 'transfer') return [handlingHours(leg, leg.time_h)]
      const { mode, from_country, to_country, from, from_name, to_name, time_h } = leg
      const crossing = { mode, node: from, name: `${from_name} - ${to_name}` }
      return [borderHours(`${from_country}-${to_country}`, time_h, crossing)]
    }),
  ].filter(({ moves }) => moves.includes(setting.objective))
  return [...new Map(all.map((parameter) => [parameter.id, parameter])).values()]
}

/** The hours of a link that its speed has no part in (`fixed_h` of `speed.csv`): what twice the hours at full speed have over those at half. */
function fixedHoursIn({ network, compiled, costModel }: Router): (link: LegLink) => number {
  const place = (id: string) => ({ id, attributes: network.graph.getNodeAttributes(id) })
  let links: Map<string, LinkAttributes> | undefined
  return ({ link_id, from, to }) => {
    links ??= new Map([...compiled.links].map((link) => [link.link_id, link]))
    const link = links.get(link_id) as LinkAttributes
    const hours = (speed: number): number => costModel.linkFactors(link, place(from), place(to), speed).time_h ?? 0
    return 2 * hours(1) - hours(0.5)
  }
}
