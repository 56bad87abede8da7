import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkFromRecords, type Records } from '../../src/network/from-records.js'
import { createRouter } from '../../src/routing/router.js'
import { openSaved } from '../../src/routing/saved/decode.js'
import { saveRouter } from '../../src/routing/saved/encode.js'
import { ROUND_RULES, recordsFromText } from '../support/text-network.js'

/** A grid of places with many equally good ways. */
const SIDE = 4
const names = Array.from({ length: SIDE * SIDE }, (_, i) => `p${i}`)
const roads = names.flatMap((name, i) => [
  ...(i % SIDE === SIDE - 1 ? [] : [`r${i}, ${name}, p${i + 1}, 100`]),
  ...(i + SIDE < names.length ? [`d${i}, ${name}, p${i + SIDE}, 100`] : []),
])
const FREIGHT = recordsFromText(`
  node.csv
  node_id, x_coord, y_coord, country
  ${names.map((name, i) => `${name}, ${(i % SIDE) * 0.5}, ${Math.floor(i / SIDE) * 0.5}, CN`).join('\n')}

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ${roads.join('\n')}
  ${ROUND_RULES}`)

const routerOf = (more: Record<string, Records>, accelerate: 'always' | 'never') =>
  createRouter(networkFromRecords({ ...FREIGHT, ...more }, { strict: true }).network, { accelerate })

describe('lines of energy and data', () => {
  const line = fc.record({
    mode: fc.constantFrom('gas', 'oil', 'power', 'fibre'),
    from: fc.nat({ max: names.length - 1 }),
    step: fc.integer({ min: 1, max: names.length - 1 }),
  })

  it('leave every freight route as it was, of all that are just as good', () => {
    const plain = routerOf({}, 'never')
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('always' as const, 'never' as const),
        (lines, accelerate) => {
          const header = ['link_id', 'mode', 'from_node_id', 'to_node_id', 'length_km']
          const rows = lines.map(({ mode, from, step }, i) => [`u${i}`, mode, `p${from}`, `p${(from + step) % names.length}`, '150']) // biome-ignore format: one line
          const router = routerOf({ 'link.csv': [header, ...rows] }, accelerate)
          for (const other of [router, openSaved(saveRouter(router), { accelerate })]) {
            for (const [from, to] of [
              ['p0', 'p15'],
              ['p3', 'p12'],
              ['p1', 'p14'],
            ] as const) {
              expect(other.route({ from, to })).toEqual(plain.route({ from, to }))
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
