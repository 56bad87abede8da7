import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OBJECTIVES } from '../../src/routing/objective.js'
import { createRouter } from '../../src/routing/router.js'
import { ROUND_RULES, textNetwork } from '../support/text-network.js'

const SIDE = 9

/** A square of places joined by rail and road of equal lengths: as many ties as can be. */
function grid(): string {
  const cells = Array.from({ length: SIDE * SIDE }, (_, i) => [i % SIDE, Math.floor(i / SIDE)] as const)
  const nodes = cells.map(([x, y]) => `p${x}.${y}, ${x / 100}, ${y / 100}`)
  const links = (mode: string) =>
    cells.flatMap(([x, y]) => [
      ...(x + 1 < SIDE ? [`${mode}-e${x}.${y}, p${x}.${y}, p${x + 1}.${y}, 10`] : []),
      ...(y + 1 < SIDE ? [`${mode}-n${x}.${y}, p${x}.${y}, p${x}.${y + 1}, 10`] : []),
    ])
  const header = 'link_id, from_node_id, to_node_id, length_km'
  return [
    ...['node.csv', 'node_id, x_coord, y_coord', ...nodes, ''],
    ...['rail.csv', header, ...links('rail'), ''],
    ...['road.csv', header, ...links('road'), ''],
    ROUND_RULES,
  ].join('\n')
}

it('preparation changes no answer, ties included, before and after it comes into use', () => {
  const network = textNetwork(grid())
  const guided = createRouter(network, { accelerate: 'always' })
  const automatic = createRouter(network)
  const plain = createRouter(network, { accelerate: 'never' })
  expect(guided.compiled.topology.vertexCount).toBeGreaterThan(200)
  const place = fc.tuple(fc.nat({ max: SIDE - 1 }), fc.nat({ max: SIDE - 1 })).map(([x, y]) => `p${x}.${y}`)
  const query = fc.record({ from: place, to: place, objective: fc.constantFrom(...OBJECTIVES) })
  const queries = fc.sample(query, { numRuns: 200, seed: 20260 })
  const first = queries.map((asked) => guided.route(asked))
  expect(first.every((result) => result.status === 'ok')).toBe(true)
  expect(queries.map((asked) => guided.route(asked))).toEqual(first)
  expect(queries.map((asked) => plain.route(asked))).toEqual(first)
  // 200 for each objective in all: without the order known, a hierarchy comes into use on the way.
  for (let round = 0; round < 4; round++) expect(queries.map((asked) => automatic.route(asked))).toEqual(first)
  expect(automatic.order).toBeDefined()
})
