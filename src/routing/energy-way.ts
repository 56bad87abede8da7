import type { Shipment } from '../cost/shipment.js'
import { CAPACITY_UNITS, type Mode } from '../ingest/schema.js'

/** A route over lines of energy alone, as those read it who send it. */
export interface EnergyWay {
  /**
   * Lost on the way, % of what is sent. The operators make it good, so that as much arrives as was sent: its price and its
   * carbon are in the totals. `undefined` where no rule names a loss.
   */
  readonly loss_pct: number | undefined
  /** The same in MWh; `undefined` also where the shipment is not given in MWh. */
  readonly lost_mwh: number | undefined
  /** Least capacity of the links whose capacity is known; `undefined` where none is, or where the lines are of several modes. */
  readonly capacity_at_most: number | undefined
  readonly capacity_unit: string | undefined
  /** Links on the way, and those of them whose capacity is known. */
  readonly links: number
  readonly links_of_known_capacity: number
}

const ENERGY: ReadonlySet<Mode> = new Set<Mode>(['gas', 'oil', 'power'])

interface Line {
  readonly capacity?: number
  readonly loss_pct?: number
}

/**
 * @param modes of the legs
 * @param lines in order of travel
 * @returns `undefined` for a route that is not over lines of energy alone
 */
export function energyWay(
  modes: ReadonlySet<Mode>,
  lines: readonly Line[],
  { mwh }: Pick<Shipment, 'mwh'>,
): EnergyWay | undefined {
  if (modes.size === 0 || ![...modes].every((mode) => ENERGY.has(mode))) return undefined
  const known = lines.map(({ capacity }) => capacity).filter((capacity) => capacity !== undefined)
  const [mode] = modes
  const unit = modes.size === 1 ? CAPACITY_UNITS[mode as keyof typeof CAPACITY_UNITS] : undefined
  const loss_pct = lossOf(lines)
  return {
    loss_pct,
    lost_mwh: loss_pct === undefined || mwh === undefined ? undefined : (loss_pct / 100) * mwh,
    capacity_at_most: unit === undefined || known.length === 0 ? undefined : Math.min(...known),
    capacity_unit: unit,
    links: lines.length,
    links_of_known_capacity: known.length,
  }
}

/** What is made good line by line adds up. */
function lossOf(lines: readonly Line[]): number | undefined {
  const losses = lines.map(({ loss_pct }) => loss_pct).filter((pct) => pct !== undefined)
  return losses.length === 0 ? undefined : losses.reduce((sum, pct) => sum + pct, 0)
}
