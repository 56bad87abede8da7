import type { Router } from '../routing/router.js'
import type { NetworkOptions, ShipmentOptions } from './options.js'

/** Where a run writes, and how wide its screen is. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Columns of the terminal. */
  readonly width: number
}

/** Exit codes: a route or report, bad data, wrong usage, no route. */
export const EXIT = { ok: 0, data: 1, usage: 2, noRoute: 3 } as const

/** What a command works with. */
export interface Setting {
  readonly io: Io
  /** Sets the exit code of the run. */
  readonly exit: (code: number) => void
  /** A router on the network of the options, with their prices. */
  readonly routerFor: (options: NetworkOptions & Partial<ShipmentOptions>) => Promise<Router>
}

/** Names of nodes, for the reports. */
export function namesOf({ compiled }: Router): (id: string) => string {
  return (id) => compiled.nodes.at(compiled.nodeIndex.get(id) ?? -1)?.name ?? id
}
