import type { Mode } from '../ingest/schema.js'
import type { Itinerary, LegLink } from '../routing/itinerary.js'
import type { QueryOptions, Router } from '../routing/router.js'

/** What of a route can be lost. */
export const ELEMENT_KINDS = ['links', 'nodes'] as const
export type ElementKind = (typeof ELEMENT_KINDS)[number]

/** A link or a node, once for each time that a route uses it. */
export interface PassedElement {
  /** `link_id` or node id. */
  readonly id: string
  readonly mode: Mode
}

export interface PassedLink extends PassedElement {
  readonly link: LegLink
}

/** The links of a route, in order of travel. */
export function linksPassed({ legs }: Itinerary): PassedLink[] {
  return legs.flatMap((leg) =>
    leg.kind === 'transport' ? leg.links.map((link) => ({ id: link.link_id, mode: leg.mode, link })) : [],
  )
}

/** The nodes that a route passes between its ends, in order of travel: without an end there is nothing to send. */
export function nodesPassed({ legs, from, to }: Itinerary): PassedElement[] {
  return legs.flatMap((leg) => {
    const ids = leg.kind === 'transport' ? leg.links.flatMap((link) => [link.from, link.to]) : [leg.from, leg.to]
    return ids.filter((id) => id !== from && id !== to).map((id) => ({ id, mode: leg.mode }))
  })
}

/** The same question without these links or nodes. */
export function avoiding<Options extends QueryOptions>(
  options: Options,
  of: ElementKind,
  ids: readonly string[],
): Options {
  if (ids.length === 0) return options
  return of === 'links'
    ? { ...options, avoidLinks: [...(options.avoidLinks ?? []), ...ids] }
    : { ...options, avoidNodes: [...(options.avoidNodes ?? []), ...ids] }
}

/** The name of a node; the id of one that does not exist. */
export function nameOfNode({ compiled }: Router, id: string): string {
  return compiled.nodes.at(compiled.nodeIndex.get(id) ?? -1)?.name ?? id
}

/** The name of a link, or else of its ends. */
export function nameOfLink(router: Router, { name, from, to }: Pick<LegLink, 'name' | 'from' | 'to'>): string {
  return name ?? `${nameOfNode(router, from)} - ${nameOfNode(router, to)}`
}
