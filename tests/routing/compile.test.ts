import { describe, expect, it } from 'vitest'
import { type CompiledNetwork, compileNetwork, STAY, type Terminal, TRANSFER } from '../../src/routing/compile.js'
import { ROUND_RULES, textNetwork } from '../support/text-network.js'

const NETWORK = `
  node.csv
  node_id, x_coord, y_coord, country
  a, 0, 0, CN
  b, 1, 0, CN
  c, 2, 0, CN

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  ab, a, b, 112, 1435

  road.csv
  link_id, from_node_id, to_node_id, length_km
  road-ab, a, b, 112

  gas.csv
  link_id, from_node_id, to_node_id, length_km, time_h
  gas-bc, b, c, 112, 1

  ${ROUND_RULES}`

/** Transfer arcs as text: node, mode left, mode taken. */
function transfers({ topology, terminals, nodeIds, arcLink }: CompiledNetwork): string[] {
  const found: string[] = []
  for (let a = 0; a < topology.arcCount; a++) {
    if (arcLink[a] !== TRANSFER) continue
    const [from, to] = [topology.tail[a], topology.head[a]].map((v) => terminals[v as number] as Terminal)
    found.push(`${nodeIds[from?.node as number]} ${from?.mode} ${to?.mode}`)
  }
  return found.sort()
}

describe('compileNetwork', () => {
  it('joins all terminals of freight at a node, and those of energy only where a rule does', () => {
    expect(transfers(compileNetwork(textNetwork(NETWORK)))).toEqual([
      'a rail road',
      'a road rail',
      'b rail road',
      'b road rail',
    ])
  })

  it('takes a rule of the network at its word, one way as it is written', () => {
    const found = transfers(
      compileNetwork(textNetwork(NETWORK.replace('rail, road, , , 6', 'rail, gas, , , 2, 0, 0\n  $&'))),
    )
    expect(found).toContain('b rail gas')
    expect(found).not.toContain('b gas rail')
  })

  it('has a stay at every terminal of a node with several', () => {
    const { arcLink } = compileNetwork(textNetwork(NETWORK))
    expect(arcLink.filter((link) => link === STAY)).toHaveLength(2 + 3)
  })
})
