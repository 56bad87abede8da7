import { describe, expect, it } from 'vitest'
import { alternativesText, shortestText } from '../../src/report/alternatives-text.js'
import { disjointText } from '../../src/report/disjoint-text.js'
import { frontierText } from '../../src/report/frontier-text.js'
import { matrixText } from '../../src/report/matrix-text.js'
import { reachText } from '../../src/report/reach-text.js'
import { routeText } from '../../src/report/route-text.js'
import { createRouter, type Router } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NOTE = 'Chosen by what adds up link by link'
const LINK_BY_LINK = createRouter(textNetwork(THREE_WAYS))
/** The rail rate with a minimum for each leg. */
const BY_LEG = createRouter(
  textNetwork(
    THREE_WAYS.replace('mode, usd_per_teu_km', 'mode, minimum_per_leg, usd_per_teu_km')
      .replace(/\n( *)rail, +1\n/, '\n$1rail, 900, 1\n')
      .replace(/\n( *)road, +2\n/, '\n$1road, , 2\n')
      .replace(/\n( *)sea, +0\.5\n/, '\n$1sea, , 0.5\n'),
  ),
)

const ends = { from: 'aton', to: 'lodz', shipment: ONE_TEU }
const cheap = { ...ends, objective: 'cheapest' }
const nameOf = (id: string): string => id
const pairs = { origins: ['aton'], destinations: ['lodz'], shipment: ONE_TEU, objective: 'cheapest' }

describe('what a rate of whole legs makes of an answer', () => {
  it.each<[string, (router: Router) => string]>([
    ['a matrix', (router) => matrixText(router.matrix(pairs), nameOf, 200)],
    ['a matrix with components', (router) => matrixText(router.matrix({ ...pairs, components: true }), nameOf, 200)],
    ['reach', (router) => reachText(router.reach({ from: 'aton', objective: 'cheapest', shipment: ONE_TEU }), nameOf, 200)], // biome-ignore format: one line
    ['a frontier', (router) => frontierText(router.frontier(ends), 200)],
    ['alternatives', (router) => alternativesText(router.alternatives(cheap), nameOf, 200)],
    ['the shortest', (router) => shortestText(router.shortest({ ...cheap, count: 2 }), nameOf, 200)],
    ['disjoint routes', (router) => disjointText(router.disjoint(cheap), nameOf, 200)],
  ])('is said of %s', (_, text) => {
    expect([text(LINK_BY_LINK).includes(NOTE), text(BY_LEG).includes(NOTE)]).toEqual([false, true])
  })

  it('is a table of its parts for a route, which is searched exactly', () => {
    const text = routeText(BY_LEG.route({ ...cheap, modes: ['rail'] }), 200)
    expect(text).toMatch(/USD by rate +km +links +bands +fixed +to the minimum/)
    expect(text).not.toContain(NOTE)
    expect(routeText(LINK_BY_LINK.route(cheap), 200)).not.toContain('USD by rate')
  })
})
