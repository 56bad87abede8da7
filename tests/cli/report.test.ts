import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge } from './landbridge.js'

let network = ''
let folder = ''
let corridors = ''

beforeAll(async () => {
  network = await folderOf(THREE_WAYS)
  folder = await mkdtemp(join(tmpdir(), 'landbridge-report-'))
  corridors = join(folder, 'corridor.csv')
  await writeFile(corridors, 'corridor_id,name,modes\nr,By <rail>,rail\ns,By sea,sea\na,By air,air\n')
})
afterAll(async () => {
  await removeFolders()
  await rm(folder, { recursive: true, force: true })
})

const ask = (...words: string[]) =>
  landbridge([
    ...words,
    '--network',
    network,
    '--teu',
    '1',
    '--tonnes',
    '10',
    '--value',
    '24000',
    '--corridors',
    corridors,
  ])

describe('report', () => {
  it('writes the page and says what is on it', async () => {
    const file = join(folder, 'page.html')
    const { code, out, err } = await ask('report', 'aton', 'lodz', '--out', file)
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out).toMatch(/page\.html: 2 of 3 corridors, \d+ kB\n$/)
    const html = await readFile(file, 'utf8')
    expect(html).toContain('<title>Aton to Łódź: corridors compared</title>')
    expect(html).toContain('By &lt;rail&gt;')
    // Both break-evens, because the objective weighs time and carbon.
    expect(html.split('<h3>The value of time</h3>')).toHaveLength(2)
    expect(html.split('<h3>The carbon price</h3>')).toHaveLength(2)
  })

  it('prints JSON, and has no break-even where time has no price', async () => {
    const file = join(folder, 'fast.html')
    const { out } = await ask('report', 'aton', 'lodz', '--out', file, '--objective', 'fastest', '--json')
    const html = await readFile(file)
    expect(JSON.parse(out)).toEqual({ file, bytes: html.byteLength, corridors: 3, open: 2 })
    expect(html.includes('id="break-even"')).toBe(false)
  })

  it('tells the prices and constraints of the command line', async () => {
    const file = join(folder, 'asked.html')
    await ask(
      'report',
      'aton',
      'lodz',
      '--out',
      file,
      '--carbon-price',
      '150',
      '--avoid-country',
      'KZ',
      '--handling',
      'none',
    )
    const html = await readFile(file, 'utf8')
    for (const words of ['USD 150 per t CO2e', '<dd>KZ</dd>', 'neither loading nor unloading is included']) {
      expect(html).toContain(words)
    }
  })

  it('writes a page that says so where no corridor has a route', async () => {
    const file = join(folder, 'none.html')
    const { code, out } = await ask('report', 'aton', 'islet', '--out', file)
    expect(code).toBe(EXIT.noRoute)
    expect(out).toMatch(/0 of 3 corridors/)
    expect(await readFile(file, 'utf8')).toContain('No corridor has a route.')
  })

  it('asks for a file, and says where one cannot be written', async () => {
    expect((await ask('report', 'aton', 'lodz')).code).toBe(EXIT.usage)
    const outcome = await ask('report', 'aton', 'lodz', '--out', join(folder, 'no', 'such', 'page.html'))
    expect(outcome.code).toBe(EXIT.data)
    expectOneMessage(outcome, /The page cannot be written to ".*page\.html"/)
  })
})

describe('compare --html', () => {
  it('writes the same page beside what it prints', async () => {
    const [page, same] = [join(folder, 'compare.html'), join(folder, 'report.html')]
    const { code, out } = await ask('compare', 'aton', 'lodz', '--html', page, '--json')
    expect(code).toBe(EXIT.ok)
    expect(JSON.parse(out).corridors).toHaveLength(3)
    await ask('report', 'aton', 'lodz', '--out', same)
    expect((await readFile(page)).equals(await readFile(same))).toBe(true)
  })
})
