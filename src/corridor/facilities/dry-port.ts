import type { Need } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { checkedAmount, shown } from '../../routing/query.js'
import type { AddedRow, Change, Scenario } from '../../routing/scenario/scenario.js'

/** What a dry port changes at its node. Nothing may become worse by it. */
export interface DryPort {
  /** Multiplies the hours of loading, unloading and transfers, 0 to 1. */
  readonly time_factor?: number
  /** Multiplies their cost. */
  readonly cost_factor?: number
  /** Multiplies their emissions. */
  readonly carbon_factor?: number
  /** Rules of `transfer.csv` for the node, without `node_id`; the factors hold for them too. The network is built anew for each candidate. */
  readonly transfers?: readonly AddedRow[]
  /** What it provides to shipments that need it. */
  readonly provides?: readonly Need[]
}

/** Used where a question says nothing of the dry port: half the hours, the same cost. */
export const DEFAULT_DRY_PORT: DryPort = Object.freeze({ time_factor: 0.5 })

/** A scenario with dry ports at some nodes on top. */
export function withDryPorts(scenario: Scenario | undefined, nodes: readonly string[], change: DryPort): Scenario {
  const { transfers = [], provides = [], ...factors } = change
  const changes: Change[] = [...(scenario?.changes ?? [])]
  const add = {
    ...(transfers.length === 0
      ? {}
      : { transfer: nodes.flatMap((node_id) => transfers.map((row) => ({ ...row, node_id }))) }),
    ...(provides.length === 0 ? {} : { facility: nodes.map((node_id) => facilityAt(node_id, provides)) }),
  }
  if (Object.keys(add).length > 0) changes.push({ add })
  if (Object.keys(factors).length > 0) changes.push({ transfer: { node: nodes }, ...factors })
  return { id: `${scenario === undefined ? '' : `${scenario.id} + `}dry port`, changes }
}

function facilityAt(node_id: string, provides: readonly Need[]): AddedRow {
  return { facility_id: `dry port at ${node_id}`, node_id, pillar: 'industry', kind: 'dry_port', provides }
}

/** @throws UsageError for an unknown field, a factor above 1, and where nothing changes */
export function checkChange(change: unknown): asserts change is DryPort {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) {
    throw new UsageError(`Option change is ${shown(change)}; expected an object with ${CHANGE_FIELDS.join(', ')}.`)
  }
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  if (given.length === 0)
    throw new UsageError(`Option change is empty; expected one or more of ${CHANGE_FIELDS.join(', ')}.`)
  for (const [field, value] of given) {
    if (!CHANGE_FIELDS.includes(field)) {
      const near = nearest(field, CHANGE_FIELDS)
      throw new UsageError(
        `Unknown field "${field}" of change; expected ${CHANGE_FIELDS.join(', ')}.${didYouMean(near)}`,
        near,
      )
    }
    if (field.endsWith('_factor')) {
      if (checkedAmount(`change.${field}`, value) <= 1) continue
      throw new UsageError(`Option change.${field} is ${shown(value)}; expected a number from 0 to 1.`)
    }
    if (!Array.isArray(value)) throw new UsageError(`Option change.${field} is ${shown(value)}; expected a list.`)
  }
}

const CHANGE_FIELDS: readonly string[] = ['time_factor', 'cost_factor', 'carbon_factor', 'transfers', 'provides']
