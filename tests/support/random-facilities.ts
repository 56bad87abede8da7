import fc from 'fast-check'
import { NEEDS, type Need, PILLARS } from '../../src/ingest/schema.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import type { Network } from '../../src/network/network.js'
import { type NetworkSpec, type Row, recordsOf } from './random-network.js'

/** A facility at node `n<node>`. */
export interface FacilityShape {
  readonly node: number
  readonly kind: string
  readonly pillar: string
  readonly provides: readonly Need[]
  /** Countries and customs territories; those without a node in the network are left out. */
  readonly serves: readonly string[]
  readonly status: string | undefined
  readonly valid_from: string | undefined
  readonly valid_to: string | undefined
}

/** Some are planned or closed, some are open from or to the turn of 2025 only. */
export const facilityShape: fc.Arbitrary<FacilityShape> = fc.record({
  node: fc.nat({ max: 6 }),
  kind: fc.constantFrom('dry_port', 'industrial_park', 'cold_store'),
  pillar: fc.constantFrom(...PILLARS),
  provides: fc.subarray([...NEEDS], { minLength: 2 }),
  serves: fc.constantFrom([], [], [], [], [], [], ['CN'], ['KZ', 'RU'], ['EAEU']),
  status: fc.constantFrom(undefined, undefined, 'open', 'open', 'planned', 'closed'),
  valid_from: fc.constantFrom(undefined, undefined, '2025-01-01'),
  valid_to: fc.constantFrom(undefined, undefined, '2024-12-31'),
})

/** The countries of a network that an area stands for. */
export function areasOf({ node, territory }: NetworkSpec, area: string): string[] {
  const members = territory.filter(({ customs_territory }) => customs_territory === area).map(({ country }) => country)
  return [area, ...members].filter((word) => node.some(({ country }) => country === word)) as string[]
}

/** The facilities as rows of `facility.csv`, `f00` on; those at nodes that the network does not have are left out. */
export function facilityRows(spec: NetworkSpec, facilities: readonly FacilityShape[]): Row[] {
  return facilities
    .filter(({ node }) => node < spec.node.length)
    .map(({ node, provides, serves, ...row }, i) => ({
      facility_id: `f${String(i).padStart(2, '0')}`,
      node_id: `n${node}`,
      provides: provides.join('|'),
      serves: serves.filter((area) => areasOf(spec, area).length > 0).join('|'),
      ...row,
    }))
}

/** The network of a spec with facilities. */
export function networkWithFacilities(spec: NetworkSpec, facilities: readonly FacilityShape[]): Network {
  const files = recordsOf({ ...spec, facility: facilityRows(spec, facilities) } as NetworkSpec)
  return networkFromRecords(files, { strict: true }).network
}
