import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', 'src')

/** The folders that each folder may import from, besides itself. */
const BELOW: Readonly<Record<string, readonly string[]>> = (() => {
  const ground = ['issue', 'units']
  const data = ['network', 'ingest', ...ground]
  const search = ['kernel', 'cost', ...data]
  return {
    cli: ['report', 'corridor', 'routing', ...search],
    report: ['corridor', 'routing', ...search],
    corridor: ['routing', ...search],
    routing: search,
    cost: data,
    kernel: [],
    network: ['ingest', ...ground],
    ingest: ground,
    issue: [],
    units: [],
  }
})()

/** The only files that may touch the file system or start threads, besides the command line. */
const READERS_AND_WRITERS = [
  'ingest/csv-file.ts',
  'network/load.ts',
  'network/save.ts',
  'routing/saved/csv-hash.ts',
  'routing/saved/file.ts',
  'routing/saved/pool.ts',
  'routing/saved/pool-worker.ts',
  'routing/saved/shipped.ts',
]

/** Path below `src`, with forward slashes -> text. */
type Sources = Readonly<Record<string, string>>

interface Import {
  readonly file: string
  /** As written. */
  readonly specifier: string
  /** The file below `src`; `undefined` for a package or a built-in. */
  readonly target: string | undefined
}

function importsOf(sources: Sources): Import[] {
  const found: Import[] = []
  for (const [file, text] of Object.entries(sources)) {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
    for (const match of code.matchAll(/(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(['"])([^'"\n]+)\1/g)) {
      const specifier = match[2] as string
      const target = specifier.startsWith('.')
        ? posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts')
        : undefined
      found.push({ file, specifier, target })
    }
  }
  return found
}

const folderOf = (file: string): string | undefined =>
  file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined

/** Imports that point up or sideways. Files directly in `src` are the entries of the package, above every layer. */
function layerFaults(sources: Sources): string[] {
  const faults: string[] = []
  for (const file of Object.keys(sources)) {
    const folder = folderOf(file)
    if (folder !== undefined && !Object.hasOwn(BELOW, folder)) faults.push(`${file} is in no layer`)
  }
  for (const { file, target } of importsOf(sources)) {
    const from = folderOf(file)
    if (target === undefined || from === undefined) continue
    if (from === 'cli' && target === '../package.json') continue
    const to = folderOf(target)
    if (to === undefined || (to !== from && !BELOW[from]?.includes(to))) faults.push(`${file} imports ${target}`)
    if (sources[target] === undefined) faults.push(`${file} imports ${target}, which does not exist`)
  }
  return faults
}

/** The first circle of imports, as a path. */
function circle(sources: Sources): string[] | undefined {
  const targets = new Map<string, string[]>()
  for (const { file, target } of importsOf(sources)) {
    if (target !== undefined) targets.set(file, [...(targets.get(file) ?? []), target])
  }
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const target of targets.get(file) ?? []) {
      const found = visit(target, [...path, file])
      if (found !== undefined) return found
    }
    done.add(file)
    return undefined
  }
  for (const file of Object.keys(sources)) {
    const found = visit(file, [])
    if (found !== undefined) return found
  }
  return undefined
}

const touchesFiles = ({ specifier }: Import): boolean =>
  specifier.startsWith('node:') ||
  /^(fs|path|os|stream|buffer|url|process)(\/|$)/.test(specifier) ||
  specifier === 'fast-csv'

function fileSystemFaults(sources: Sources): string[] {
  return importsOf(sources)
    .filter(
      (found) => touchesFiles(found) && folderOf(found.file) !== 'cli' && !READERS_AND_WRITERS.includes(found.file),
    )
    .map(({ file, specifier }) => `${file} imports ${specifier}`)
}

/** Everything that a file needs, itself included. */
function reach(sources: Sources, entry: string): Set<string> {
  const imports = importsOf(sources)
  const reached = new Set([entry])
  for (const file of reached) {
    for (const found of imports) if (found.file === file && found.target !== undefined) reached.add(found.target)
  }
  return reached
}

function browserFaults(sources: Sources, entry: string): string[] {
  const reached = reach(sources, entry)
  return importsOf(sources)
    .filter((found) => reached.has(found.file) && touchesFiles(found))
    .map(({ file, specifier }) => `${file} imports ${specifier}`)
}

function kernelFaults(sources: Sources): string[] {
  return Object.entries(sources)
    .filter(([file]) => folderOf(file) === 'kernel')
    .flatMap(([file, text]) =>
      (text.match(/\b(?:modes?|tonnes?|tariffs?|currency|currencies)\b/gi) ?? []).map((word) => `${file}: ${word}`),
    )
}

function read(folder = ROOT): Record<string, string> {
  const sources: Record<string, string> = {}
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) Object.assign(sources, read(path))
    else if (name.endsWith('.ts')) sources[relative(ROOT, path).replaceAll('\\', '/')] = readFileSync(path, 'utf8')
  }
  return sources
}

describe('the layers of src', () => {
  const sources = read()

  it('are all read', () => {
    const folders = new Set(Object.keys(sources).map(folderOf))
    for (const folder of ['routing', 'kernel', 'cost', 'network', 'ingest', 'issue', 'units']) {
      expect(folders).toContain(folder)
    }
    expect(importsOf(sources).filter((found) => found.target !== undefined).length).toBeGreaterThan(50)
    expect(Object.keys(sources).filter((file) => folderOf(file) === 'kernel').length).toBeGreaterThan(2)
    for (const file of READERS_AND_WRITERS) expect(sources).toHaveProperty([file])
  })

  it('import downwards only', () => {
    expect(layerFaults(sources)).toEqual([])
  })

  it('have no circle', () => {
    expect(circle(sources)).toBeUndefined()
  })

  it('touch the file system in few places only', () => {
    expect(fileSystemFaults(sources)).toEqual([])
    const users = new Set(
      importsOf(sources)
        .filter(touchesFiles)
        .map(({ file }) => file),
    )
    for (const file of READERS_AND_WRITERS) expect([...users]).toContain(file)
  })

  it('let the browser do without the file system', ({ skip }) => {
    if (sources['browser.ts'] === undefined) skip('there is no src/browser.ts yet')
    expect(reach(sources, 'browser.ts').size).toBeGreaterThan(5)
    expect(browserFaults(sources, 'browser.ts')).toEqual([])
  })

  it('keep the words of the model out of the kernel', () => {
    expect(kernelFaults(sources)).toEqual([])
  })
})

describe('the checks find what is planted', () => {
  const clean: Sources = {
    'browser.ts': "export * from './routing/router.js'",
    'index.ts': "export * from './network/load.js'",
    'cli/main.ts': "import { readFile } from 'node:fs/promises'",
    'routing/router.ts': "import { a } from '../kernel/search.js'\nimport type { B } from '../cost/model.js'",
    'kernel/search.ts': 'export const a = 1 // a modern, outmoded word',
    'cost/model.ts': "import { c } from '../network/network.js'",
    'network/network.ts': "import type { MultiDirectedGraph } from 'graphology'",
    'network/load.ts': "import { existsSync } from 'node:fs'",
  }
  const faultsOf = (extra: Sources) => {
    const sources = { ...clean, ...extra }
    return [
      ...layerFaults(sources),
      ...fileSystemFaults(sources),
      ...browserFaults(sources, 'browser.ts'),
      ...kernelFaults(sources),
      ...(circle(sources) ?? []),
    ]
  }

  it('nothing in clean sources', () => {
    expect(faultsOf({})).toEqual([])
  })

  it.each([
    ['an upward import', { 'network/network.ts': "import { x } from '../routing/router.js'" }],
    ['a sibling', { 'cost/model.ts': "import { a } from '../kernel/search.js'" }],
    [
      'a kernel that imports anything',
      { 'kernel/search.ts': "import { i } from '../issue/issue.js'", 'issue/issue.ts': '' },
    ],
    ['an import of types', { 'cost/model.ts': "import type {\n  A,\n} from '../routing/router.js'" }],
    ['a re-export', { 'cost/model.ts': "export { a } from '../kernel/search.js'" }],
    ['an import for its effect', { 'cost/model.ts': "import '../kernel/search.js'" }],
    ['a dynamic import', { 'cost/model.ts': "await import('../kernel/search.js')" }],
    ['a layer that imports an entry', { 'cost/model.ts': "import { x } from '../index.js'" }],
    ['a folder that is no layer', { 'utils/utils.ts': '' }],
    ['a file that does not exist', { 'cost/model.ts': "import { x } from './gone.js'" }],
    ['a circle in one layer', { 'cost/model.ts': "import './b.js'", 'cost/b.ts': "import './model.js'" }],
    ['a built-in', { 'cost/model.ts': "import { join } from 'node:path'" }],
    ['fast-csv', { 'ingest/other.ts': "import { parse } from 'fast-csv'" }],
    ['a browser that reads files by way of another', { 'cost/model.ts': "import { c } from '../network/load.js'" }],
    ['a word of the model in the kernel', { 'kernel/search.ts': '/** Weight in tonnes. */' }],
  ])('%s', (_, extra) => {
    expect(faultsOf(extra)).not.toEqual([])
  })
})
