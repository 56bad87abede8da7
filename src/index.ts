/**
 * landbridge: exact multimodal freight routing. Load a network from CSV, make a router, ask.
 */
export { type LoadOptions, type LoadResult, loadNetwork, shippedNetworkFolder } from './network/load.js'
export { saveNetwork } from './network/save.js'
export * from './public.js'
export { loadSaved, readSaved, writeSaved } from './routing/saved/file.js'
export { createPool, type Pool, type PoolOptions } from './routing/saved/pool.js'
export { type LoadedRouter, type LoadRouterOptions, loadRouter } from './routing/saved/shipped.js'
