import fc from 'fast-check'
import { HAZARD_KINDS } from '../../src/ingest/schema.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import type { Network } from '../../src/network/network.js'
import { type NetworkSpec, type Row, recordsOf } from './random-network.js'

/** A hazard of a random network: of link number `at`, or of the node of that number. */
export interface HazardShape {
  readonly at: number
  readonly of: 'link' | 'node'
  readonly kind: (typeof HAZARD_KINDS)[number]
  readonly mode: string | undefined
  readonly yearly_probability: number
  readonly closure_days: number
  readonly closures: number | undefined
}

export const hazardShape: fc.Arbitrary<HazardShape> = fc.record({
  at: fc.nat({ max: 11 }),
  of: fc.constantFrom('link', 'link', 'node'),
  kind: fc.constantFrom(...HAZARD_KINDS),
  mode: fc.constantFrom(undefined, '*', 'rail', 'road', 'sea'),
  yearly_probability: fc.constantFrom(0, 0.01, 0.25, 1),
  closure_days: fc.constantFrom(0, 0.25, 3, 40, 500),
  closures: fc.constantFrom(undefined, 1, 1.5, 12),
})

/** The hazards as rows of `hazard.csv`, `h00` on; those at links and nodes that the network does not have are left out. */
export function hazardRows({ link, node }: NetworkSpec, hazards: readonly HazardShape[]): Row[] {
  return hazards.flatMap(({ at, of, ...row }, i) => {
    const id = of === 'link' ? link[at]?.link_id : node[at]?.node_id
    if (id === undefined) return []
    return [{ hazard_id: `h${String(i).padStart(2, '0')}`, [`${of}_id`]: id, ...row }]
  })
}

/** The network of a spec with rows of hazards. */
export function networkWithHazards(spec: NetworkSpec, hazard: readonly Row[]): Network {
  return networkFromRecords(recordsOf({ ...spec, hazard } as NetworkSpec), { strict: true }).network
}
