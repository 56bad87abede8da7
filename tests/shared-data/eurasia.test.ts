import { existsSync } from 'node:fs'
import { distance } from '@turf/turf'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRouter, type Issue, type Itinerary, networkFromRecords, type Router } from '../../src/index.js'
import { eurasiaRecords, RAIL_NODES } from '../support/eurasia-network.js'
import { bandKm, EURASIA_QUESTIONS, type EurasiaQuestion, routeQueryOf } from '../support/eurasia-questions.js'

const NOTE = 'the folder ../shared/data is not beside the project'
const hasData = existsSync(RAIL_NODES)
if (!hasData) console.warn(`tests/shared-data/eurasia.test.ts is SKIPPED: ${NOTE}`)

/** A sum in the order of the legs, as a route adds up. */
const sumOf = (values: readonly (number | undefined)[]): number => values.reduce<number>((a, b) => a + (b as number), 0)

describe.skipIf(!hasData)(`Eurasia from public data${hasData ? '' : ` (skipped: ${NOTE})`}`, () => {
  let issues: readonly Issue[]
  let router: Router

  beforeAll(async () => {
    const loaded = networkFromRecords(await eurasiaRecords())
    issues = loaded.issues
    router = createRouter(loaded.network)
  })

  it('is one network of more than 50,000 terminals, without errors or missing rules', () => {
    const { terminals } = router.compiled
    // Goods that arrived and goods that are ready to depart are two vertices of one terminal.
    const distinct = terminals.filter(({ role }) => role !== 'departure')
    expect(distinct.length).toBeGreaterThan(50_000)
    expect(new Set(terminals.map(({ mode }) => mode))).toEqual(new Set(['rail', 'road', 'sea', 'air']))
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(router.gaps).toEqual([])
  })

  const answerTo = (question: EurasiaQuestion): Itinerary => {
    const answer = router.route(routeQueryOf(question, router))
    if (answer.status !== 'ok') throw new Error(`${question.id}: ${answer.reason}`)
    return answer
  }

  it.each(EURASIA_QUESTIONS.map((question) => [question.id, question] as const))('%s', (_, question) => {
    const { totals, legs, passages, countries } = answerTo(question)
    const [least, greatest] = bandKm(question)
    expect(totals.length_km).toBeGreaterThanOrEqual(least)
    expect(totals.length_km).toBeLessThanOrEqual(greatest)

    for (const passage of question.uses ?? []) expect(passages).toContain(passage)
    for (const passage of question.query.avoidPassages ?? []) expect(passages).not.toContain(passage)
    for (const country of question.query.avoidCountries ?? []) expect(countries).not.toContain(country)
    for (const leg of legs) expect(question.query.modes).toContain(leg.mode)

    for (const part of ['time_h', 'cost_usd', 'co2e_kg', 'length_km'] as const) {
      expect(totals[part], part).toBeGreaterThan(0)
      expect(totals[part], part).toBe(sumOf(legs.map((leg) => leg[part])))
    }
    for (const leg of legs) {
      if (leg.kind === 'transport') expect(leg.length_km).toBeCloseTo(sumOf(leg.links.map((link) => link.length_km)), 6)
    }
  })

  it('goes where the published figures go', () => {
    const byId = new Map(EURASIA_QUESTIONS.map((question) => [question.id, question]))
    const countriesOf = (id: string) => [...new Set(answerTo(byId.get(id) as EurasiaQuestion).countries)]
    expect(countriesOf('Chongqing-Duisburg, rail')).toEqual(['CN', 'KZ', 'RU', 'BY', 'PL', 'DE'])
    expect(countriesOf('Beijing-Moscow, rail, by Mongolia')).toEqual(['CN', 'MN', 'RU'])
    expect(countriesOf('Rotterdam-Warsaw, road')).toEqual(['NL', 'DE', 'PL'])
  })

  it('snaps positions to the same nodes as a look at every node', () => {
    const { compiled } = router
    for (const [lon, lat, mode] of [
      [180, 65, 'sea'],
      [-180, 65, 'air'],
      [0, 90, 'rail'],
      [0, -90, 'sea'],
      [76.94, 43.34, 'rail'],
      [103.8, 1.26, 'sea'],
      [20, 50, 'road'],
      [-150, -20, 'rail'],
    ] as const) {
      const byMode = new Map<number, number>()
      for (const terminal of compiled.terminals) {
        if (terminal.mode !== mode || byMode.has(terminal.node)) continue
        const { x_coord, y_coord } = compiled.nodes.at(terminal.node) as { x_coord: number; y_coord: number }
        byMode.set(terminal.node, Math.round(distance([lon, lat], [x_coord, y_coord]) * 1e9) / 1e9)
      }
      const nearest = [...byMode].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, 5)
      expect(
        router.nearest([lon, lat], { modes: [mode], limit: 5 }).map((hit) => [hit.node_id, hit.distance_km]),
      ).toEqual(nearest.map(([node, km]) => [compiled.nodeIds[node], km]))
    }
  })
})
