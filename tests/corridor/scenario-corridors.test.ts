import { describe, expect, it } from 'vitest'
import { type Corridor, corridorsOf } from '../../src/corridor/corridor.js'
import { corridorRoute } from '../../src/corridor/corridor-route.js'
import { withCorridorLinks } from '../../src/corridor/scenario-corridors.js'
import type { Scenario } from '../../src/routing/scenario/scenario.js'
import { shippedRouter } from '../shipped/shipped.js'

const upgraded = (corridor: string): Scenario => ({
  id: 'upgraded',
  changes: [{ change: { corridor, mode: 'rail' }, speed_factor: 2 }, { prices: { carbon_price_usd_per_t: 0 } }],
})

describe('withCorridorLinks', () => {
  it('names the links of the best ways of a corridor, and leaves other changes as they are', async () => {
    const router = await shippedRouter()
    const resolved = withCorridorLinks(router, upgraded('middle-corridor'))
    const [first, second] = resolved.changes
    const links = first !== undefined && 'change' in first ? ([first.change.link].flat() as string[]) : []
    expect(links.length).toBeGreaterThan(30)
    expect(links).toEqual([...links].sort())
    expect(first).toMatchObject({ change: { mode: 'rail' }, speed_factor: 2 })
    expect(first).not.toHaveProperty('change.corridor')
    expect(second).toEqual({ prices: { carbon_price_usd_per_t: 0 } })
    const corridor = corridorsOf(router.network).find(({ id }) => id === 'middle-corridor') as Corridor
    const ends = { from: 'Chongqing', to: 'Duisburg' }
    const before = corridorRoute(router, corridor, ends)
    const after = corridorRoute(router, corridor, { ...ends, scenario: resolved })
    expect(before.status === 'ok' && after.status === 'ok' && after.totals.time_h < before.totals.time_h).toBe(true)
  })

  it('gives a scenario without corridors back as it is', async () => {
    const scenario: Scenario = { id: 's', changes: [{ close: { mode: 'air' } }] }
    expect(withCorridorLinks(await shippedRouter(), scenario)).toBe(scenario)
  })

  it('refuses an unknown corridor, with the nearest known ones', async () => {
    const router = await shippedRouter()
    expect(() => withCorridorLinks(router, upgraded('middle-coridor'))).toThrow(
      /Unknown corridor "middle-coridor"; expected one of northern-rail.*Did you mean "middle-corridor"/,
    )
  })
})
