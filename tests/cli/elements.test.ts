import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

/** The commands that take routes apart: critical, bottlenecks, emissions. */
let network = ''

beforeAll(async () => {
  network = await folderOf(`${THREE_WAYS}
  corridor.csv
  corridor_id, name, via, modes
  by-rail,     Rail, ,    rail
  to-islet,    None, islet, rail
  `)
})
afterAll(removeFolders)

const ONE_TEU = '--teu 1 --tonnes 10 --value 24000'

function ask(line: string): Promise<Outcome> {
  return landbridge([...line.split(' '), '--network', network])
}

/** One message on the error stream, and this exit code. */
function expectRefusal(outcome: Outcome, code: number, message: RegExp): void {
  expectOneMessage(outcome, message)
  expect(outcome.code).toBe(code)
}

async function json(line: string, code: number = EXIT.ok) {
  const outcome = await ask(`${line} --json`)
  expect([outcome.code, outcome.err]).toEqual([code, ''])
  return JSON.parse(outcome.out)
}

describe('critical', () => {
  it('ranks links, or with --nodes nodes, as text and as JSON', async () => {
    const links = await json(`critical Aton Łódź --objective fastest ${ONE_TEU}`)
    expect(links.elements.map(({ id, delta }: { id: string; delta: number }) => [id, delta])).toEqual([
      ['am', 53],
      ['ml', 53],
    ])
    const nodes = await json(`critical Aton Łódź --objective fastest --nodes ${ONE_TEU}`)
    expect(nodes.elements).toMatchObject([{ id: 'mid', delta: 53 }])
    const { code, out } = await ask(`critical Aton Łódź --objective fastest --count 1 ${ONE_TEU}`)
    expect([code, out.split('\n')[0]]).toEqual([
      EXIT.ok,
      'Aton to Łódź, fastest: what is lost with each of the links, the first 1 of 2',
    ])
  })

  it('--pairs reads pairs from a file', async () => {
    const file = join(network, 'pairs.txt')
    writeFileSync(file, 'from,to,weight\nAton,PLLOD,2\nlodz,mid,\n')
    const { pairs, elements } = await json(`critical --pairs ${file} --objective fastest ${ONE_TEU}`)
    expect(pairs.map(({ from, weight }: { from: string; weight: number }) => [from, weight])).toEqual([
      ['aton', 2],
      ['lodz', 1],
    ])
    expect(elements[0]).toMatchObject({ id: 'ml', pairs: 2, weight: 3 })
  })

  it('wants one pair or a file of pairs', async () => {
    expectRefusal(await ask('critical Aton'), EXIT.usage, /Give an origin and a destination, or --pairs\./)
    expectRefusal(
      await ask('critical Aton Łódź --pairs x.csv'),
      EXIT.usage,
      /Give an origin and a destination, or --pairs\./,
    )
    expectRefusal(await ask('critical --pairs nowhere.csv'), EXIT.data, /There is no file "nowhere.csv"/)
    expect((await json('critical Aton islet', EXIT.noRoute)).elements).toEqual([])
  })
})

describe('bottlenecks', () => {
  it('ranks what loses hours, of the best route or of a corridor', async () => {
    const free = await json(`bottlenecks Aton Łódź --objective fastest ${ONE_TEU}`)
    expect(free.bottlenecks.map(({ what }: { what: string }) => what)).toEqual([
      'border CN-KZ',
      'border KZ-PL',
      'load road',
      'unload road',
    ])
    const rail = await json(`bottlenecks Aton Łódź --corridor by-rail --tolerance 5 ${ONE_TEU}`)
    expect(rail).toMatchObject({ reference_kmh: { rail: 50 }, tolerance_pct: 5 })
    expect((await ask(`bottlenecks Aton Łódź --corridor by-rail`)).out).toContain('border CN-RU')
  })

  it('says why there is no route, and which corridors there are', async () => {
    expect((await json('bottlenecks Aton Łódź --corridor to-islet', EXIT.noRoute)).status).toBe('no-route')
    expectRefusal(
      await ask('bottlenecks Aton Łódź --corridor by-rial'),
      EXIT.usage,
      /Unknown corridor "by-rial"; expected one of by-rail, to-islet\. Did you mean "by-rail"\?/,
    )
  })
})

describe('emissions', () => {
  it('prints elements as text, JSON and CSV', async () => {
    const line = `emissions Aton Łódź --corridor by-rail ${ONE_TEU}`
    const report = await json(line)
    expect(report.totals).toMatchObject({ tonne_km: 20_000, co2e_ttw_kg: null })
    expect((await ask(line)).out).toContain('emissions by ISO 14083:2023')
    const csv = (await ask(`${line} --csv`)).out.trimEnd().split('\n')
    expect(csv).toHaveLength(1 + report.elements.length)
  })

  it('--ileap refuses where a factor is missing, and names it', async () => {
    const outcome = await ask(`emissions Aton Łódź --objective fastest --ileap ${ONE_TEU}`)
    expectRefusal(
      outcome,
      EXIT.data,
      /iLEAP asks for every emission; missing: load-road at Aton: no tank-to-wheel factor/,
    )
    expectRefusal(await ask('emissions Aton Łódź --ileap --csv'), EXIT.usage, /cannot be used with/)
    expect((await ask('emissions Aton islet --ileap')).code).toBe(EXIT.noRoute)
  })

  it('--ileap prints a footprint on the shipped network', async () => {
    const { code, out } = await landbridge('emissions Chongqing Duisburg --ileap --shipment-id S1'.split(' '))
    expect(code).toBe(EXIT.ok)
    const { shipmentId, mass, tces } = JSON.parse(out)
    expect([shipmentId, mass, tces.length > 2]).toEqual(['S1', '20000', true])
  })
})
