import { UsageError } from '../../issue/errors.js'
import type { Prepared } from '../../routing/preparation.js'
import type { RouteQuery, RouteResult, Router } from '../../routing/router.js'
import { checkedCorridors } from '../checked-corridors.js'
import { type Corridor, corridorOfId, corridorsOf } from '../corridor.js'
import { corridorRoute, throughCorridor } from '../corridor-route.js'
import { avoiding } from '../route-elements.js'
import { underScenario } from '../scenario-corridors.js'

/** A question for one route, of any way or through a corridor. */
export interface JourneyQuery extends RouteQuery {
  /** The corridor that it goes through, or its id in the network; not together with `via`. */
  readonly corridor?: Corridor | string
}

/** What is taken out of a network. */
export interface Without {
  /** Links, by `link_id`. */
  readonly links?: readonly string[]
  /** Nodes, by id. */
  readonly nodes?: readonly string[]
}

/** One question asked again and again, with links or nodes taken out. Answers are kept. */
export class Journey {
  readonly router: Router
  readonly corridor: Corridor | undefined
  readonly prepared: Prepared
  readonly #query: RouteQuery
  readonly #answers = new Map<string, RouteResult>()

  /** @throws UsageError for an unknown corridor, and for one together with `via`; places and options are checked when it is asked */
  constructor(base: Router, query: JourneyQuery) {
    const { router, asked } = underScenario(base, query)
    const { corridor, ...rest } = asked
    if (corridor !== undefined && rest.via !== undefined) {
      throw new UsageError('Both a corridor and via are given; the places of a corridor are its own.')
    }
    const { from: _from, to: _to, via: _via, ...options } = rest
    this.router = router
    this.corridor =
      typeof corridor === 'string'
        ? corridorOfId(corridorsOf(router.network), corridor)
        : corridor && checkedCorridors([corridor])[0]
    // The question's own words first, which the corridor's might hide.
    const own = router.prepare(options)
    this.prepared = this.corridor === undefined ? own : router.prepare(throughCorridor(options, this.corridor))
    this.#query = rest
  }

  /** The best way without some links and nodes, within the corridor if there is one. One query, or two for a corridor. */
  route({ links = [], nodes = [] }: Without = {}): RouteResult {
    const key = JSON.stringify([[...links].sort(), [...nodes].sort()])
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    const query = avoiding(avoiding(this.#query, 'links', links), 'nodes', nodes)
    const answer =
      this.corridor === undefined ? this.router.route(query) : corridorRoute(this.router, this.corridor, query)
    this.#answers.set(key, answer)
    return answer
  }

  /** The same question of any way, whatever the corridor. */
  anyWay(): Journey {
    return this.corridor === undefined ? this : new Journey(this.router, this.#query)
  }
}
