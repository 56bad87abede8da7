import { beforeAll, describe, expect, it } from 'vitest'
import { CostModel, type Place, type TransferSide } from '../../src/cost/cost-model.js'
import { amount, type TransferFactors } from '../../src/cost/link-factors.js'
import { DEFAULT_SHIPMENT } from '../../src/cost/shipment.js'
import { loadNetwork } from '../../src/network/load.js'
import type { Network } from '../../src/network/network.js'
import { compileNetwork } from '../../src/routing/compile.js'

const DOOR: TransferSide = { mode: 'door', gauge_mm: undefined }

/** Hours, USD and kg of a transfer for the default shipment. */
function amounts(factors: TransferFactors): readonly [number, number, number] {
  return [factors.time_h, amount(factors.cost, DEFAULT_SHIPMENT), amount(factors.co2e, DEFAULT_SHIPMENT)]
}

describe('shipped transfer rules', () => {
  let network: Network
  beforeAll(async () => {
    network = (await loadNetwork()).network
  })

  it('never make two transfers at one place better than the direct one in any criterion', () => {
    const model = new CostModel(network.rules)
    const { nodeIds, nodes, terminals, terminalsOf } = compileNetwork(network)
    let compared = 0
    const faults: string[] = []
    nodeIds.forEach((id, n) => {
      const place: Place = { id, attributes: nodes.at(n) as Place['attributes'] }
      const sides: TransferSide[] = [DOOR, ...terminals.slice(terminalsOf[n], terminalsOf[n + 1])]
      for (const from of sides) {
        for (const to of sides) {
          if (from === to) continue
          const direct = model.transferFactors(place, from, to)
          if (direct === undefined) continue
          for (const between of sides) {
            if (between === from || between === to || between === DOOR) continue
            const first = model.transferFactors(place, from, between)
            const second = model.transferFactors(place, between, to)
            if (first === undefined || second === undefined) continue
            compared++
            const sum = amounts(first).map((value, i) => value + (amounts(second)[i] as number))
            const worse = amounts(direct).some((value, i) => value > (sum[i] as number))
            if (worse) faults.push(`${id}: ${from.mode}-${between.mode}-${to.mode}`)
          }
        }
      }
    })
    expect(compared).toBeGreaterThan(100)
    expect(faults).toEqual([])
  })
})
