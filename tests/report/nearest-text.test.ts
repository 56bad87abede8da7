import { describe, expect, it } from 'vitest'
import { nearestText } from '../../src/report/nearest-text.js'
import { createRouter } from '../../src/routing/router.js'
import { textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))

describe('nearestText', () => {
  it('is a line for each place, nearest first', () => {
    expect(nearestText([-179, 10], ROUTER.nearest([-179, 10], { limit: 3 }), 80).split('\n')).toEqual([
      'Nearest to longitude -179, latitude 10',
      '',
      'place  node_id       km  modes',
      'Islet  islet        0.0  sea',
      'Reef   reef       219.0  sea',
      'Aton   aton     8,592.8  rail, road, sea',
    ])
  })

  it('is one sentence where there is none', () => {
    expect(nearestText([0, -90], ROUTER.nearest([0, -90], { maxKm: 5 }), 40)).toBe(
      'No such place near longitude 0, latitude\n-90.',
    )
  })

  it('is in blocks on a narrow screen, and lets no name colour it', () => {
    const nodes = [{ node_id: 'x\u001b[2J', name: 'A\nB', distance_km: 1, modes: ['rail', 'road'] }] as const
    expect(nearestText([0, 0], nodes, 30)).toContain(
      '\nA\uFFFDB\n  node_id: x\uFFFD[2J\n  km: 1.0\n  modes: rail, road',
    )
  })
})
