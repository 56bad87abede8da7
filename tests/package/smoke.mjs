/**
 * What a user gets: packs the package, installs the tarball in an empty project, runs the README's example in both
 * module systems, runs the command and type-checks a consumer. Needs a build. With `--print`, only prints what the
 * example prints.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'landbridge-smoke-'))
const consumer = join(folder, 'consumer')

try {
  const tarball = pack()
  install(tarball)
  const { code, output } = readmeExample('example')
  if (process.argv.includes('--print')) {
    process.stdout.write(runExample('example.mjs', code))
  } else {
    step('the README example as an ES module')
    assert.equal(runExample('example.mjs', code).trimEnd(), output)
    step('the README example in CommonJS')
    assert.equal(runExample('example.cjs', inCommonJs(code)).trimEnd(), output)
    runBrowserEntry()
    runSavedNetwork()
    runCommand()
    checkTypes()
    console.log('smoke test passed')
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Packs, and looks at what is in the tarball. */
function pack() {
  step('npm pack')
  const [report] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], ROOT))
  const paths = report.files.map((file) => file.path)
  const isAllowed =
    /^(dist\/[\w-]+\.(js|cjs|d\.ts|d\.cts)(\.map)?|dist\/eurasia\.landbridge|fixtures\/[\w/-]+\.(csv|json)|package\.json|README\.md|LICENSE|THIRD-PARTY-NOTICES\.md)$/
  assert.deepEqual(
    paths.filter((path) => !isAllowed.test(path)),
    [],
    'files that should not be in the tarball',
  )
  const needed = ['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.md', 'dist/cli.js', 'fixtures/validation.csv']
  needed.push('fixtures/eurasia/corridor.csv', 'dist/eurasia.landbridge', 'dist/pool-worker.js')
  for (const name of ['index', 'browser']) {
    for (const ending of ['js', 'cjs', 'd.ts', 'd.cts']) needed.push(`dist/${name}.${ending}`)
  }
  assert.deepEqual(
    needed.filter((path) => !paths.includes(path)),
    [],
    'files that the tarball lacks',
  )
  for (const path of paths) {
    const text = readFileSync(join(ROOT, path), 'utf8')
    for (const place of [ROOT.replace(/\/$/, ''), homedir()]) {
      const isNamed = place.length > 1 && text.includes(`${place}/`)
      assert.ok(!isNamed, `${path} names a folder of this machine`)
    }
  }
  step(`${paths.length} files, ${(report.size / 1000).toFixed(0)} kB packed`)
  return join(folder, report.filename)
}

function install(tarball) {
  step('npm install in an empty project')
  mkdirSync(consumer)
  write('package.json', JSON.stringify({ name: 'consumer', version: '1.0.0', private: true }))
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', tarball])
  assert.ok(!existsSync(join(consumer, 'node_modules', '@turf')), 'what is bundled must not be installed as well')
}

/** The fenced blocks of the README after two comments: `example` and `example-output`, say. */
function readmeExample(marker) {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const block = (name) => {
    const found = new RegExp(`<!-- ${name} -->\\s*\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(readme)
    assert.ok(found, `README.md needs a fenced block after <!-- ${name} -->`)
    return found[1]
  }
  return { code: block(marker), output: block(`${marker}-output`).trimEnd() }
}

function runExample(file, code) {
  write(file, code)
  // What does not end by itself is ended, and fails.
  return run(process.execPath, [file], consumer, { timeout: 60_000 })
}

function inCommonJs(code) {
  const lines = code.split('\n')
  const isImport = (line) => line.startsWith('import ')
  const imports = lines.filter(isImport).map((line) => {
    const parts = /^import (\{.*\}) from ('.*')$/.exec(line)
    assert.ok(parts, `cannot say in CommonJS: ${line}`)
    return `const ${parts[1]} = require(${parts[2]})`
  })
  const body = lines.filter((line) => !isImport(line))
  return [...imports, 'const main = async () => {', ...body, '}', 'main()'].join('\n')
}

function runBrowserEntry() {
  step('landbridge/browser in both module systems')
  const use = `const { network } = networkFromRecords({ 'node.csv': [['node_id', 'x_coord', 'y_coord'], ['a', '6.7', '51.4']] })
console.log(network.graph.order)`
  const printed = '1\n'
  assert.equal(runExample('b.mjs', `import { networkFromRecords } from 'landbridge/browser'\n${use}`), printed)
  assert.equal(runExample('b.cjs', `const { networkFromRecords } = require('landbridge/browser')\n${use}`), printed)
}

/** Workers on a saved network: their script is found, the process ends by itself, the pool closed or not. */
function runSavedNetwork() {
  const { code, output } = readmeExample('saved')
  step('the README example of a saved network, in both module systems')
  assert.equal(runExample('saved.mjs', code).trimEnd(), output)
  assert.equal(runExample('saved.cjs', inCommonJs(code)).trimEnd(), output)
  const forgetful = code.replace('await pool.close()\n', '')
  assert.notEqual(forgetful, code)
  assert.equal(runExample('forgetful.mjs', forgetful).trimEnd(), output)
  assert.equal(runExample('forgetful.cjs', inCommonJs(forgetful)).trimEnd(), output)

  step('the saved network of the package, and the CSV files without it')
  const ask = `const { router, issues, source, fault } = await loadRouter()
console.log(source, issues.length, fault, JSON.stringify(router.route({ from: 'CNCKG', to: 'DEDUI' })))`
  const answers = () => [
    runExample('ask.mjs', `import { loadRouter } from 'landbridge'\n${ask}`),
    runExample('ask.cjs', inCommonJs(`import { loadRouter } from 'landbridge'\n${ask}`)),
    ...['route', 'plan'].map((name) => run('npx', ['--no-install', 'landbridge', name, 'CNCKG', 'DEDUI', '--json'])),
    run('npx', ['--no-install', 'landbridge', 'check', '--json']),
  ]
  const saved = join(consumer, 'node_modules', 'landbridge', 'dist', 'eurasia.landbridge')
  const fromSaved = answers()
  renameSync(saved, `${saved}.away`)
  const fromCsv = answers()
  renameSync(`${saved}.away`, saved)
  assert.ok(fromSaved[0].startsWith('saved 0 undefined {"status":"ok"'), fromSaved[0].slice(0, 40))
  assert.deepEqual(
    fromSaved.map((text) => text.replace(/^saved /, 'csv ')),
    fromCsv,
  )
}

function runCommand() {
  step('npx landbridge route Chongqing Duisburg --json')
  const route = JSON.parse(run('npx', ['--no-install', 'landbridge', 'route', 'Chongqing', 'Duisburg', '--json']))
  assert.equal(route.status, 'ok')
  assert.equal(route.to_name, 'Duisburg')
  assert.ok(route.totals.length_km > 7000)
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  assert.equal(run('npx', ['--no-install', 'landbridge', '--version']).trim(), version)
}

/** Both module kinds under both resolutions, with all declarations checked. */
function checkTypes() {
  const uses = `
export async function hours(): Promise<number> {
  const { network } = await loadNetwork()
  const query: RouteQuery = { from: 'Chongqing', to: 'Duisburg', objective: 'fastest' }
  const route: RouteResult = createRouter(network).route(query)
  // @ts-expect-error an unknown option
  createRouter(network).route({ ...query, avoid: [] })
  network.graph.forEachNode((id, { name, x_coord }) => console.assert(id !== name || x_coord > 0))
  return route.status === 'ok' ? route.totals.time_h : Number.NaN
}
export const isOne = networkFromRecords === other
`
  const imports = `import { createRouter, loadNetwork, networkFromRecords, type RouteQuery, type RouteResult } from 'landbridge'
import { networkFromRecords as other } from 'landbridge/browser'
`
  write('module.mts', imports + uses)
  write('plain.ts', imports + uses)
  write('common.cts', imports + uses)
  const tsc = join(ROOT, 'node_modules', 'typescript', 'lib', 'tsc.js')
  const common = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022']
  const checks = [
    ['node16', ['module.mts', 'plain.ts', 'common.cts']],
    ['nodenext', ['module.mts', 'plain.ts', 'common.cts']],
    ['bundler', ['plain.ts']],
    ['node10', ['plain.ts']],
  ]
  for (const [resolution, files] of checks) {
    step(`tsc, module resolution ${resolution}: ${files.join(', ')}`)
    const kind = { bundler: 'esnext', node10: 'commonjs' }[resolution] ?? resolution
    run(process.execPath, [
      tsc,
      ...common,
      '--lib',
      'es2023,dom',
      '--module',
      kind,
      '--moduleResolution',
      resolution,
      ...files,
    ])
  }
}

function write(file, text) {
  writeFileSync(join(consumer, file), text)
}

function run(command, args, cwd = consumer, limits = {}) {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
      ...limits,
    })
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${error.stdout ?? ''}${error.stderr ?? ''}`)
  }
}

function step(what) {
  if (!process.argv.includes('--print')) console.log(`- ${what}`)
}
