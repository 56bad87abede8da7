import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { writeShipped } from './src/routing/saved/shipped.js'

// Here and not by `clean`: the builds below run side by side, and one would delete what another has written.
rmSync('dist', { recursive: true, force: true })

const index = 'src/index.ts'
const browser = 'src/browser.ts'
// Beside the entries, where `createPool` looks for it; CommonJS starts the same file.
const poolWorker = 'src/routing/saved/pool-worker.ts'

const common: Options = {
  target: 'node20',
  platform: 'node',
  sourcemap: true,
  removeNodeProtocol: false,
  // A few functions of it are used; to import the whole of it would take longer than a query.
  noExternal: [/^@turf\//],
}

// Old Node cannot require them: they are published as ES modules only.
const spatialIndex = ['kdbush', 'geokdbush']
// The same, and with all its letters too large to be in two files.
const anyAscii = 'any-ascii'
const requireAnyAscii: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'any-ascii',
  setup(build) {
    build.onResolve({ filter: /^any-ascii$/ }, () => ({ path: './any-ascii.cjs', external: true }))
  },
}
// Half a megabyte of coasts, once for all builds, loaded with the first map.
const land = 'land'
const importLand: NonNullable<Options['esbuildPlugins']>[number] = {
  name: land,
  setup(build) {
    build.onResolve({ filter: /\/land\.js$/ }, () => ({ path: `./${land}.js`, external: true }))
  },
}
const commonJs: Options = {
  ...common,
  format: 'cjs',
  noExternal: [/^@turf\//, anyAscii, ...spatialIndex],
  esbuildPlugins: [requireAnyAscii, importLand],
}

export default defineConfig([
  {
    ...common,
    entry: { index, browser, cli: 'src/cli/bin.ts', 'pool-worker': poolWorker },
    format: 'esm',
    splitting: true,
    esbuildPlugins: [importLand],
    // Where `loadRouter` looks for it, beside the entries.
    onSuccess: () => writeShipped('dist/eurasia.landbridge'),
  },
  {
    entry: { [anyAscii]: 'node_modules/any-ascii/any-ascii.js' },
    format: 'cjs',
    target: 'node20',
    noExternal: [anyAscii],
    footer: { js: 'module.exports = module.exports.default' },
  },
  {
    entry: { [land]: 'src/report/drawing/land.ts' },
    format: 'esm',
    target: 'node20',
    minify: true,
    noExternal: [/^world-atlas/],
  },
  { ...commonJs, entry: { browser } },
  {
    ...commonJs,
    entry: { index },
    // The shipped network is found by it. The shim of tsup itself fails in a folder with # or % in its name.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "'use strict'; const importMetaUrl = require('node:url').pathToFileURL(__filename).href" },
  },
  // One program for all declarations: it is the slow part of a build.
  { entry: { index, browser }, format: ['esm', 'cjs'], dts: { only: true } },
])
