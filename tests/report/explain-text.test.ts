import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { type ExplainQuery, explain } from '../../src/corridor/explain/explain.js'
import { explainText } from '../../src/report/explain-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(`${THREE_WAYS}

  corridor.csv
  corridor_id, name, modes
  rail, Rail, rail
  sea, Ship, sea
  air, Plane\u0007, air`)
const ROUTER = createRouter(NETWORK)
const QUERY = { from: 'aton', to: 'lodz', shipment: ONE_TEU } as const
const nameOf = (id: string): string => NETWORK.graph.getNodeAttribute(id, 'name')

function text(instead: ExplainQuery['instead'], query: Partial<ExplainQuery> = {}, width = 80): string[] {
  return explainText(explain(ROUTER, { ...QUERY, ...query, instead }), nameOf, width).split('\n')
}

describe('explainText', () => {
  it('says by how much, where, and what alone would flip it', () => {
    expect(text('sea')).toEqual([])
  })

  it('tells apart where the ways part', () => {
    const lines = text({ avoidLinks: ['nl'] })
    expect(lines.slice(0, 4)).toEqual([])
  })

  it('has one sentence where it is the best route, or there is none', () => {
    expect(text('rail')).toEqual([])
    expect(text('air')).toEqual([])
    expect(text('sea', { avoidModes: ['rail', 'road', 'sea'] })).toEqual([])
  })

  it('has no flips where nothing has a part in the objective', () => {
    expect(text('sea', { objective: 'greenest', avoidModes: ['road'] }).join(' ')).toBe('')
  })

  it.each([40, 60, 80])('fits %i columns', (width) => {
    for (const line of text('sea', {}, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width)
  })
})
