import { loadNetwork } from '../../src/network/load.js'
import { createRouter, type Router } from '../../src/routing/router.js'

let loaded: Promise<Router> | undefined

/** A router on the network that comes with the package; loaded once per test file, strictly. */
export function shippedRouter(): Promise<Router> {
  loaded ??= loadNetwork(undefined, { strict: true }).then(({ network }) => createRouter(network))
  return loaded
}
