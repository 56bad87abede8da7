import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCorridors } from '../../../src/corridor/compare.js'
import { CostModel } from '../../../src/cost/cost-model.js'
import { networkFromRecords, type Records } from '../../../src/network/from-records.js'
import { networkToRecords } from '../../../src/network/to-records.js'
import { itineraryToGeoJson } from '../../../src/report/geojson.js'
import { toGraphology } from '../../../src/routing/graphology-adapter.js'
import { OBJECTIVES } from '../../../src/routing/objective.js'
import { createRouter, type RouteQuery, type Router } from '../../../src/routing/router.js'
import { openSaved, savedInfo } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { shippedRouter } from '../../shipped/shipped.js'
import { networkRecords } from '../../support/network-records.js'
import { networkOf, question, recordsOf } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'

/** What one router says to a query, or how it refuses it. */
function answerOf(router: Router, query: RouteQuery): unknown {
  try {
    return router.route(query)
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

/** All that a router knows, beside routes. */
function contentsOf(router: Router): unknown {
  return {
    records: networkToRecords(router.network),
    prices: router.costModel.prices,
    gaps: router.gaps,
    weighted: OBJECTIVES.map((objective) => toGraphology(router, { objective }).export()),
  }
}

const reversedRows = (files: Readonly<Record<string, Records>>): Record<string, Records> =>
  Object.fromEntries(
    Object.entries(files)
      .reverse()
      .map(([file, [header = [], ...rows]]) => [file, [header, ...(file === 'corridor.csv' ? rows : rows.reverse())]]),
  )

const constraints = fc.record(
  {
    modes: fc.constant(['rail', 'road']),
    avoidModes: fc.constant(['sea']),
    avoidCountries: fc.constantFrom(['RU'], ['Kazakhstan']),
    avoidPassages: fc.constant(['suez']),
    avoidStatuses: fc.constantFrom([], ['sanctions']),
    avoidLinks: fc.constantFrom(['l00'], ['l99']),
    avoidBorders: fc.constant(['CN-KZ']),
    avoidGauges: fc.constant([1520]),
    via: fc.constantFrom(['n1'], ['N 2'], ['nowhere']),
  },
  { requiredKeys: [] },
)

describe('a saved router', () => {
  it('answers as the one that was saved, whatever is asked', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), constraints, ({ spec, query }, more) => {
        const router = createRouter(networkOf(spec))
        const opened = openSaved(saveRouter(router))
        const asked = { ...query, ...more }
        const answer = answerOf(router, asked)
        expect(answerOf(opened, asked)).toEqual(answer)
        expect(contentsOf(opened)).toEqual(contentsOf(router))
        const route = router.route(query)
        tally.note(route.status === 'ok')
        expect(opened.route(query)).toEqual(route)
        if (route.status === 'ok') {
          expect(itineraryToGeoJson(route, opened.network)).toEqual(itineraryToGeoJson(route, router.network))
        }
      }),
      { numRuns: 40 },
    )
    tally.expectAtLeastHalf()
  })

  it('keeps every text and number of the tables', () => {
    fc.assert(
      fc.property(networkRecords, (records) => {
        const router = createRouter(networkFromRecords(records).network)
        const opened = openSaved(saveRouter(router))
        expect(networkToRecords(opened.network)).toEqual(networkToRecords(router.network))
        for (const id of router.compiled.nodeIds) {
          const { name } = router.network.graph.getNodeAttributes(id)
          for (const word of [id, name, name.toUpperCase(), `${name}x`]) {
            expect(placeOrRefusal(opened, word)).toBe(placeOrRefusal(router, word))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is the same bytes for rows in another order, and when it is opened and saved again', () => {
    fc.assert(
      fc.property(question(), ({ spec }) => {
        const files = recordsOf(spec)
        const bytes = saveRouter(createRouter(networkFromRecords(files).network))
        const again = saveRouter(createRouter(networkFromRecords(reversedRows(files)).network))
        expect(Buffer.compare(bytes, again)).toBe(0)
        expect(Buffer.compare(bytes, saveRouter(openSaved(bytes)))).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  it('has the hash of its input: another for another network, the same for other prices', () => {
    fc.assert(
      fc.property(question(), ({ spec }) => {
        const hashOf = (network: ReturnType<typeof networkOf>, prices = {}): string =>
          savedInfo(saveRouter(createRouter(network, { prices }))).inputHash
        const hash = hashOf(networkOf(spec))
        expect(hash).toMatch(/^[0-9a-f]{32}$/)
        expect(hashOf(networkOf(spec), { carbon_price_usd_per_t: 1 })).toBe(hash)
        const [first, ...others] = spec.link
        const longer = { ...spec, link: [{ ...first, length_km: Number(first?.length_km) + 0.001 }, ...others] }
        expect(hashOf(networkOf(longer))).not.toBe(hash)
        const [rate, ...rates] = spec.rate
        const dearer = { ...spec, rate: [{ ...rate, usd_per_teu: 61 }, ...rates] }
        expect(hashOf(networkOf(dearer))).not.toBe(hash)
      }),
      { numRuns: 30 },
    )
  })

  it('keeps the prices it was made with, and takes others', () => {
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const network = networkOf(spec)
        const prices = { value_of_time_pct_per_day: 3, carbon_price_usd_per_t: 7 }
        const asked = { ...query, objective: 'generalised' }
        const bytes = saveRouter(createRouter(network, { prices }))
        expect(answerOf(openSaved(bytes), asked)).toEqual(answerOf(createRouter(network, { prices }), asked))
        const other = openSaved(bytes, { prices: { carbon_price_usd_per_t: 900 } })
        const fresh = createRouter(network, { prices: { ...prices, carbon_price_usd_per_t: 900 } })
        expect(answerOf(other, asked)).toEqual(answerOf(fresh, asked))
        expect(other.gaps).toEqual(fresh.gaps)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps a cost model of other rules, and takes another', () => {
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const network = networkOf(spec)
        const rules = { ...network.rules, rate: network.rules.rate.map((row) => ({ ...row, usd_per_teu: 5 })) }
        const custom = createRouter(network, { costModel: new CostModel(rules) })
        const opened = openSaved(saveRouter(custom))
        expect(opened.route(query)).toEqual(custom.route(query))
        expect(contentsOf(opened)).toEqual(contentsOf(custom))
        expect(createRouter(opened.network, { costModel: opened.costModel }).route(query)).toEqual(custom.route(query))
        const plain = openSaved(saveRouter(custom), { costModel: new CostModel(network.rules) })
        expect(plain.route(query)).toEqual(createRouter(network).route(query))
      }),
      { numRuns: 40 },
    )
  })

  it('keeps what an edit of the graph made: another key, an odd place, a value taken away', () => {
    const { network } = networkFromRecords({
      'node.csv': [
        ['node_id', 'x_coord', 'y_coord', 'alias'],
        ['a', '-0', '0', 'A one|A two'],
        ['b', '1', '0', ''],
      ],
      'road.csv': [
        ['link_id', 'from_node_id', 'to_node_id', 'speed_kmh'],
        ['ab', 'a', 'b', '50'],
      ],
    })
    const { graph } = network
    graph.addDirectedEdgeWithKey('own', 'a', 'b', { ...graph.getEdgeAttributes('ab'), link_id: 'x', length_km: 1 })
    graph.removeEdgeAttribute('own', 'speed_kmh')
    const opened = openSaved(saveRouter(createRouter(network))).network.graph
    expect(opened.export().nodes).toEqual(graph.export().nodes)
    expect(opened.export().edges).toEqual(expect.arrayContaining(graph.export().edges))
    expect(opened.size).toBe(graph.size)
  })

  it('refuses what it cannot keep', () => {
    const save = (name: unknown): unknown => {
      const header = ['node_id', 'x_coord', 'y_coord']
      const { network } = networkFromRecords({ 'node.csv': [header, ['a', '1', '1']] })
      network.graph.setNodeAttribute('a', 'name', name as string)
      return saveRouter(createRouter(network))
    }
    expect(() => save('\ud800')).toThrow('The text "\\ud800" cannot be saved; expected well-formed Unicode.')
    expect(() => save(7)).toThrow()
    const { network } = networkFromRecords({
      'node.csv': [
        ['node_id', 'x_coord', 'y_coord'],
        ['a', '1', '1'],
      ],
    })
    network.graph.setNodeAttribute('a', 'timezone', 7 as unknown as string)
    expect(() => saveRouter(createRouter(network))).toThrow('timezone of node 0 is 7; expected text.')
  })

  it('keeps the contraction order, which is no part of the input', () => {
    fc.assert(
      fc.property(question(), ({ spec }) => {
        const router = createRouter(networkOf(spec))
        const without = saveRouter(router, { order: false })
        expect(openSaved(without).order).toBeUndefined()
        const bytes = saveRouter(router)
        expect(openSaved(bytes).order).toEqual(router.workOutOrder())
        expect(Buffer.compare(saveRouter(openSaved(without)), bytes)).toBe(0)
        expect(Buffer.compare(saveRouter(router, { order: false }), without)).toBe(0)
        expect(savedInfo(bytes).inputHash).toBe(savedInfo(without).inputHash)
      }),
      { numRuns: 20 },
    )
  })

  it('answers every other question alike', () => {
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const router = createRouter(networkOf(spec))
        const opened = openSaved(saveRouter(router), { accelerate: 'always' })
        const { from, to, ...rest } = query
        const places = spec.node.map((row) => String(row.node_id))
        const pairs = { ...rest, origins: places, destinations: places, components: true }
        expect(opened.matrix(pairs)).toEqual(router.matrix(pairs))
        expect(opened.reach({ ...rest, from })).toEqual(router.reach({ ...rest, from }))
        expect(opened.frontier({ from, to })).toEqual(router.frontier({ from, to }))
        expect(opened.nearest([0, 0])).toEqual(router.nearest([0, 0]))
      }),
      { numRuns: 30 },
    )
  })

  it('opens an empty network', () => {
    const { network } = networkFromRecords({ 'node.csv': [['node_id', 'x_coord', 'y_coord']] })
    const opened = openSaved(saveRouter(createRouter(network)))
    expect(opened.network.graph.order).toBe(0)
    expect(answerOf(opened, { from: 'a', to: 'b' })).toEqual(answerOf(createRouter(network), { from: 'a', to: 'b' }))
  })
})

describe('the shipped network, saved', () => {
  it('answers the same routes and corridors', async () => {
    const router = await shippedRouter()
    const opened = openSaved(saveRouter(router, { order: false }))
    const pairs = [
      ['Chongqing', 'Duisburg'],
      ['CNSHA', 'NLRTM'],
      ['Almaty', 'baku'],
      ['Moskva', 'Beijing'],
      ['Lodz', "Xi'an"],
      ['Nowhere', 'Duisburg'],
    ] as const
    const constraints = [{}, { avoidCountries: ['Russia'] }, { modes: ['rail'] }, { avoidPassages: ['suez'] }]
    pairs.forEach(([from, to], i) => {
      OBJECTIVES.forEach((objective, k) => {
        const query = { from, to, objective, ...constraints[(i + k) % constraints.length] }
        expect(answerOf(opened, query)).toEqual(answerOf(router, query))
      })
    })
    const query = { from: 'CNCKG', to: 'DEDUI' }
    expect(compareCorridors(opened, query)).toEqual(compareCorridors(router, query))
    expect(networkToRecords(opened.network)).toEqual(networkToRecords(router.network))
    expect(opened.gaps).toEqual(router.gaps)
  })
})

function placeOrRefusal(router: Router, word: string): string {
  try {
    return router.place(word)
  } catch (error) {
    return (error as Error).message
  }
}
