import type { Mode } from '../../ingest/schema.js'
import type { Network } from '../../network/network.js'
import { DAYS_PER_YEAR, type Hazard, hazardOf, noneOf } from './hazard.js'
import { hazardLinks } from './hazard-links.js'

/** A link that hazards may close. */
export interface LinkHazards {
  readonly link_id: string
  readonly name: string | undefined
  readonly mode: Mode
  /** Node ids, in the direction of the row. */
  readonly from: string
  readonly to: string
  /** In the order of `hazard.csv`. */
  readonly hazards: readonly Hazard[]
  /** That at least one of them happens in a year, if they are independent. */
  readonly yearly_probability: number
  /** Days a year that they close the link, in the mean: the sum over the hazards, each at most all of the year. */
  readonly expected_days: number
}

/**
 * The links of a network that its hazards may close, those with most days first.
 *
 * A hazard holds for one link, for every link at a node, or for those whose great circle comes within its circle, of its mode.
 * O(hazards x links).
 *
 * @example
 * const [worst] = linkHazards(router.network)
 */
export function linkHazards(network: Network): LinkHazards[] {
  const byLink = new Map<string, Omit<LinkHazards, 'yearly_probability' | 'expected_days'> & { hazards: Hazard[] }>()
  for (const [row, links] of hazardLinks(network)) {
    for (const { link, from, to } of links) {
      const { link_id, name, mode } = link
      const known = byLink.get(link_id) ?? { link_id, name, mode, from, to, hazards: [] }
      known.hazards.push(hazardOf(row))
      byLink.set(link_id, known)
    }
  }
  return [...byLink.values()]
    .map((link) => ({
      ...link,
      yearly_probability: 1 - noneOf(link.hazards.map(({ yearly_probability }) => yearly_probability)),
      expected_days: DAYS_PER_YEAR * link.hazards.reduce((sum, { closed_share }) => sum + closed_share, 0),
    }))
    .sort((a, b) => b.expected_days - a.expected_days || (a.link_id < b.link_id ? -1 : 1))
}
