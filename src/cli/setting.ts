import type { Router } from '../routing/router.js'
import type { NetworkOptions, ShipmentOptions } from './options.js'

/** Where a run writes, and how wide its screen is. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Columns of the terminal. */
  readonly width: number
  /** Where a progress bar can be drawn: the error stream, if it is a terminal. */
  readonly terminal?: NodeJS.WriteStream
  /** Has a function called when the user interrupts (Ctrl-C); gives back what undoes it. */
  readonly onInterrupt?: (stop: () => void) => () => void
}

/** Exit codes: a route or report, bad data, wrong usage, no route, interrupted (128 and the number of SIGINT, as shells have it). */
export const EXIT = { ok: 0, data: 1, usage: 2, noRoute: 3, interrupted: 130 } as const

/** What a command works with. */
export interface Setting {
  readonly io: Io
  /** Sets the exit code of the run. */
  readonly exit: (code: number) => void
  /** A router on the network of the options as it is, with their prices. */
  readonly networkFor: (options: NetworkOptions & Partial<ShipmentOptions>) => Promise<Router>
  /** The same under their scenario. */
  readonly routerFor: (options: NetworkOptions & Partial<ShipmentOptions>) => Promise<Router>
}

/** Names of nodes, for the reports. */
export function namesOf({ compiled }: Router): (id: string) => string {
  return (id) => compiled.nodes.at(compiled.nodeIndex.get(id) ?? -1)?.name ?? id
}
