import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readStudy } from '../../src/cli/study-file.js'
import { withCorridorLinks } from '../../src/corridor/scenario-corridors.js'
import { type Study, type StudyQuery, study } from '../../src/corridor/study/study.js'
import { studyQueryOf } from '../../src/corridor/study/study-file.js'
import { checkedScenario } from '../../src/routing/scenario/check.js'
import { shippedRouter } from './shipped.js'

const STUDIES = new URL('../../fixtures/studies/', import.meta.url)
const SCENARIOS = new URL('../../fixtures/scenarios/', import.meta.url)

async function queryOf(id: string): Promise<StudyQuery> {
  const { file, scenarios } = await readStudy(fileURLToPath(new URL(`${id}.json`, STUDIES)))
  return studyQueryOf(file, scenarios)
}

async function outcomeOf(id: string, more: Partial<StudyQuery> = {}): Promise<Study['scenarios'][number]['free']> {
  const answer = await study(await shippedRouter(), { ...(await queryOf(id)), ...more })
  const [first] = answer.scenarios
  if (first === undefined) throw new Error('the study has no scenario')
  return first.free
}

/** A route of a pair of the study, before and after its first scenario. */
async function routes(id: string, from: string, to: string, options: object = {}) {
  const router = await shippedRouter()
  const [scenario] = (await queryOf(id)).scenarios
  if (scenario === undefined) throw new Error('the study has no scenario')
  const ask = { from, to, objective: 'fastest', ...options }
  const changed = router.under(withCorridorLinks(router, scenario))
  return { before: router.route(ask), after: changed.route(ask) }
}

describe('shipped scenarios', () => {
  const files = readdirSync(SCENARIOS).filter((file) => file.endsWith('.json'))

  it('are at least the six of the studies', () => {
    expect(files.length).toBeGreaterThanOrEqual(6)
  })

  it.each(files)('%s fits the shipped network, names its source and is named like its file', async (file) => {
    const router = await shippedRouter()
    const scenario = checkedScenario(JSON.parse(readFileSync(new URL(file, SCENARIOS), 'utf8')))
    expect(`${scenario.id}.json`).toBe(file)
    expect(scenario.source).toMatch(/\w/)
    expect(router.under(withCorridorLinks(router, scenario))).not.toBe(router)
  })
})

describe('shipped studies', () => {
  it('Suez closed: no pair gains in generalised cost, many lose, and none passes the canal', async () => {
    const { measures, cut_off, compared } = await outcomeOf('suez-closed')
    expect(cut_off).toBe(0)
    expect(measures.generalised_usd?.winners).toBe(0)
    expect(measures.generalised_usd?.losers).toBeGreaterThan(compared / 4)
    const { before, after } = await routes('suez-closed', 'Mumbai', 'Genoa', { objective: 'cheapest' })
    expect(before.status === 'ok' && before.passages).toContain('suez')
    expect(after.status === 'ok' && after.passages).not.toContain('suez')
  })

  it('Polish-Belarusian border closed: no pair gains time, some lose, and none crosses it', async () => {
    const { measures } = await outcomeOf('pl-by-closed')
    expect(measures.time_h?.winners).toBe(0)
    expect(measures.time_h?.losers).toBeGreaterThan(0)
    const { before, after } = await routes('pl-by-closed', 'Chongqing', 'Duisburg', { modes: ['rail'] })
    const crosses = (route: typeof before): boolean =>
      route.status === 'ok' &&
      route.legs.some((leg) => leg.kind === 'border' && leg.from_country === 'BY' && leg.to_country === 'PL')
    expect([crosses(before), crosses(after)]).toEqual([true, false])
  })

  it('Middle Corridor upgraded: the corridor gains time, and no pair loses any', async () => {
    const { measures, by_corridor } = await outcomeOf('middle-corridor-upgraded', { objective: 'fastest' })
    expect(measures.time_h?.losers).toBe(0)
    expect(measures.time_h?.winners).toBeGreaterThan(0)
    expect(by_corridor.length).toBeGreaterThan(0)
  })

  it('digital clearance: borders take half the time, so that no pair loses time', async () => {
    const { measures } = await outcomeOf('digital-borders', { objective: 'fastest' })
    expect(measures.time_h?.losers).toBe(0)
    expect(measures.time_h?.winners).toBeGreaterThan(0)
    const { before, after } = await routes('digital-borders', 'Chongqing', 'Duisburg', { modes: ['rail'] })
    expect(before.status === 'ok' && after.status === 'ok' && after.hours.border < before.hours.border).toBe(true)
  })

  it('China-Kyrgyzstan-Uzbekistan railway: Kashgar to Tashkent goes by it', async () => {
    const { before, after } = await routes('cku-railway', 'Kashgar', 'Tashkent', { modes: ['rail'] })
    expect(after.status).toBe('ok')
    if (after.status !== 'ok') return
    expect(after.countries.slice(0, 2)).toEqual(['CN', 'KG'])
    expect(after.countries).not.toContain('KZ')
    expect(before.status === 'ok' ? before.totals.time_h : Number.POSITIVE_INFINITY).toBeGreaterThan(
      after.totals.time_h,
    )
  })

  it('a carbon price of 150: no pair emits more', async () => {
    const { measures } = await outcomeOf('carbon-price-150')
    expect(measures.co2e_kg?.winners).toBeGreaterThan(0)
    expect(measures.co2e_kg?.losers).toBe(0)
    expect(measures.co2e_kg?.change).toBeLessThan(0)
  })

  it('World Bank check: shipment times fall, and less where no mode may switch', async () => {
    const { scenarios } = await study(await shippedRouter(), await queryOf('world-bank-bri'))
    expect(scenarios.length).toBe(2)
    for (const { free, same_modes } of scenarios) {
      expect(free.measures.time_h?.change_pct).toBeLessThan(0)
      expect(same_modes?.measures.time_h?.change_pct).toBeGreaterThanOrEqual(free.measures.time_h?.change_pct as number)
    }
  })
})
