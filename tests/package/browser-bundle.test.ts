import { createContext, runInContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { recordsFromText } from '../support/text-network.js'
import { browserBundle, packagesIn } from './bundle.js'

const ENTRY = "export * from './src/browser.js'"

const TWO_PLACES = recordsFromText(`
  node.csv
  node_id, x_coord, y_coord
  a, 0, 0
  b, 1, 0

  road.csv
  link_id, from_node_id, to_node_id, length_km, time_h
  ab, a, b, 120, 2

  transfer.csv
  node_id, from_mode, to_mode, time_h
  *, door, road, 1
  *, road, door, 3
`)

const QUESTION = `
  const { network, issues } = landbridge.networkFromRecords(JSON.parse(records), { strict: true })
  const { status, totals, legs } = landbridge.createRouter(network).route({ from: 'a', to: 'b', objective: 'fastest' })
  JSON.stringify({ status, hours: totals.time_h, legs: legs.map((leg) => leg.kind) })
`

describe('the browser entry', () => {
  it('holds all that it needs, without the CSV parser', async () => {
    const bundle = await browserBundle(ENTRY)
    const imports = Object.values(bundle.metafile.outputs).flatMap((output) => output.imports)
    expect(imports).toEqual([])
    const packages = packagesIn(bundle)
    expect(packages).toContain('graphology')
    expect(packages.filter((name) => /csv|commander|wrap-ansi/.test(name))).toEqual([])
    expect(
      Object.keys(bundle.metafile.inputs).filter((path) => /^node:|network\/(load|save)|csv-file/.test(path)),
    ).toEqual([])
  })

  it('answers a route where there is neither process nor require', async () => {
    const [file] = (await browserBundle(ENTRY)).outputFiles
    const context = createContext({ records: JSON.stringify(TWO_PLACES) })
    runInContext(file?.text ?? '', context)
    expect(runInContext('typeof process + typeof require + typeof Buffer', context)).toBe('undefined'.repeat(3))
    const answer: unknown = JSON.parse(
      runInContext(`(() => {${QUESTION.replace('JSON.s', 'return JSON.s')}})()`, context),
    )
    expect(answer).toEqual({ status: 'ok', hours: 6, legs: ['transfer', 'transport', 'transfer'] })
  })

  it.each(['node:fs', 'fs', 'path'])('would not bundle with an import of %s', async (name) => {
    await expect(browserBundle(`import '${name}'\n${ENTRY}`)).rejects.toThrow(`Could not resolve "${name}"`)
  })

  it('would not bundle with the CSV reader', async () => {
    await expect(browserBundle("export * from './src/index.js'")).rejects.toThrow('Could not resolve "stream"')
  })
})
