import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Corridor } from '../../src/corridor/corridor.js'
import { corridorRoute } from '../../src/corridor/corridor-route.js'
import { UsageError } from '../../src/issue/errors.js'
import { CLOSED } from '../../src/kernel/topology.js'
import { OBJECTIVES, type Objective } from '../../src/routing/objective.js'
import { createRouter, type RouteQuery } from '../../src/routing/router.js'
import { graphologyWeight } from '../support/oracles.js'
import { type Arc, multigraph } from '../support/random-multigraph.js'
import { type NetworkSpec, networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { terminalGraph } from '../support/terminal-graph.js'
import { linksOf, ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))
const ASKED = { from: 'aton', to: 'lodz', shipment: ONE_TEU } as const

function corridor(parts: Partial<Corridor>): Corridor {
  return { id: 'x', name: 'X', via: [], constraints: {}, ...parts }
}

describe('corridorRoute', () => {
  it.each([
    ['fastest', ['am', 'ml']],
    ['cheapest', ['az', 'zl']],
    ['greenest', ['az', 'zl']],
    ['generalised', ['an', 'nl']],
  ])('is the best way through one of a set of places, %s', (objective, links) => {
    const any = corridor({ via: [['north', 'mid', 'suez']] })
    expect(linksOf(corridorRoute(ROUTER, any, { ...ASKED, objective }))).toEqual(links)
  })

  it('is the answer of the router where the corridor asks for nothing', () => {
    expect(corridorRoute(ROUTER, corridor({}), ASKED)).toEqual(ROUTER.route(ASKED))
  })

  it('keeps the modes between two places where the corridor is read backwards', () => {
    // Written from Lodz: by road to the middle, and whatever is left by rail is none.
    const written = corridor({ via: [{ places: 'mid', modes: ['road'] }, { modes: ['road'] }] })
    const way = corridorRoute(ROUTER, written, { ...ASKED, from: 'lodz', to: 'aton' })
    expect(linksOf(way)).toEqual(['ml', 'am'])
    const mixed = corridor({ via: [{ places: 'mid', modes: ['rail'] }, { modes: ['road'] }] })
    expect(corridorRoute(ROUTER, mixed, ASKED).status).toBe('no-route')
  })

  it('says why where there is none', () => {
    const closed = corridorRoute(ROUTER, corridor({ via: ['suez'], constraints: { modes: ['rail'] } }), ASKED)
    expect(closed).toMatchObject({ status: 'no-route', drop: [{ option: 'modes', value: 'rail' }] })
  })

  it('leaves the question and the corridor as they were', () => {
    const asked = Object.freeze({ ...ASKED, modes: Object.freeze(['sea']), avoidCountries: Object.freeze(['RU']) })
    const tried = corridor({ via: Object.freeze(['suez']), constraints: Object.freeze({ avoidCountries: ['KZ'] }) })
    expect(linksOf(corridorRoute(ROUTER, Object.freeze(tried), asked))).toEqual(['az', 'zl'])
  })

  it('throws for an unknown place in the corridor', () => {
    expect(() => corridorRoute(ROUTER, corridor({ via: ['suex'] }), ASKED)).toThrow(UsageError)
  })
})

/** Where a stop may be, and by which modes it is reached; the last stage of a corridor is the destination. */
interface Stage {
  readonly places: readonly string[]
  readonly modes: readonly string[] | undefined
}

const MODES = ['rail', 'road', 'sea'] as const

/** The spec with every link of other modes closed. */
function onlyModes(spec: NetworkSpec, modes: readonly string[]): NetworkSpec {
  return {
    ...spec,
    link: spec.link.map((row) => (modes.includes(String(row.mode)) ? row : { ...row, status: 'closed' })),
  }
}

/**
 * The least weight through the stages by one Dijkstra of graphology on a graph with one layer for each stage: the terminal
 * graph of what the stage may use, joined to the next layer at the terminals of the stop.
 */
function leastThrough(
  spec: NetworkSpec,
  query: RouteQuery & { readonly objective: Objective },
  stages: readonly Stage[],
  avoided: readonly string[],
): number | undefined {
  const layers = stages.map(({ modes = MODES }) =>
    terminalGraph(
      networkOf(
        onlyModes(
          spec,
          modes.filter((mode) => !avoided.includes(mode)),
        ),
      ),
      query,
    ),
  )
  const first = layers[0] as (typeof layers)[number]
  const size = first.topology.vertexCount
  const arcs: Arc[] = layers.flatMap(({ topology, metric }, layer) =>
    [...metric].flatMap((weight, a): Arc[] =>
      weight === CLOSED
        ? []
        : [[layer * size + (topology.tail[a] as number), layer * size + (topology.head[a] as number), weight]],
    ),
  )
  stages.slice(0, -1).forEach(({ places }, layer) => {
    for (const vertex of new Set(places.flatMap(first.vertices))) {
      arcs.push([layer * size + vertex, (layer + 1) * size + vertex, 0])
    }
  })
  const { topology, metrics } = multigraph(size * layers.length, arcs)
  const targets = first.targets(query.to)
  const last = size * (layers.length - 1)
  return graphologyWeight(topology, metrics[0] ?? new Uint32Array(), first.sources(query.from), {
    vertices: [...targets.vertices].map((vertex) => vertex + last),
    weights: targets.weights,
  })
}

/** The same corridor from its other end: the modes between two stops stay between them. */
function backwards(stages: readonly Stage[], to: string): Stage[] {
  const places = stages
    .slice(0, -1)
    .map((stage) => stage.places)
    .reverse()
  const modes = stages.map((stage) => stage.modes).reverse()
  return [...places, [to]].map((list, i) => ({ places: list, modes: modes[i] }))
}

describe('on random networks', () => {
  const someModes = fc.option(fc.subarray([...MODES], { minLength: 1 }), { nil: undefined, freq: 2 })
  const asked = question(6).chain(({ spec, query }) => {
    const node = fc.nat({ max: spec.node.length - 1 }).map((i) => `n${i}`)
    const stop = fc.record({ places: fc.uniqueArray(node, { minLength: 1, maxLength: 3 }), modes: someModes })
    return fc.record({
      spec: fc.constant(spec),
      query: fc.constant(query),
      stops: fc.array(stop, { minLength: 1, maxLength: 3 }),
      lastModes: someModes,
      avoided: fc.subarray([...MODES], { maxLength: 1 }),
    })
  })

  it.each(OBJECTIVES)('the best way through places and sets of them is found, %s', (objective) => {
    const tally = new RouteTally()
    let turned = 0
    fc.assert(
      fc.property(asked, ({ spec, query, stops, lastModes, avoided }) => {
        const via = stops.map(({ places, modes }) => (modes === undefined ? places : { places, modes }))
        const tried = corridor({
          via: lastModes === undefined ? via : [...via, { modes: lastModes }],
          constraints: { avoidModes: avoided },
        })
        const question = { ...query, objective }
        const result = corridorRoute(createRouter(networkOf(spec)), tried, question)
        const stages = [...stops, { places: [query.to], modes: lastModes }]
        const forward = leastThrough(spec, question, stages, avoided) ?? Number.POSITIVE_INFINITY
        const backward = leastThrough(spec, question, backwards(stages, query.to), avoided) ?? Number.POSITIVE_INFINITY
        if (backward < forward) turned++
        tally.note(result.status === 'ok')
        expect(result.status === 'ok' ? result.weight : Number.POSITIVE_INFINITY).toBe(Math.min(forward, backward))
      }),
      { numRuns: 60 },
    )
    tally.expectAtLeastHalf()
    expect(turned).toBeGreaterThan(0)
  })
})
