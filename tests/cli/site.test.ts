import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { PARKS_AND_PORTS } from '../support/parks-and-ports.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

let network = ''
let pairs = ''

beforeAll(async () => {
  network = await folderOf(PARKS_AND_PORTS)
  pairs = join(network, 'my-pairs.txt')
  await writeFile(pairs, 'from,to,weight\nanfang,ziel,3\npark,ziel,\ninsel,ziel,1\n')
})
afterAll(removeFolders)

function ask(line: string, width?: number): Promise<Outcome> {
  const shipment = '--objective fastest --teu 1 --tonnes 10 --value 24000'
  return landbridge([...line.split(' '), ...shipment.split(' '), '--network', network, '--pairs', pairs], width)
}

async function lines(line: string, width?: number): Promise<string[]> {
  const { code, out, err } = await ask(line, width)
  expect([code, err]).toEqual([EXIT.ok, ''])
  return out.trimEnd().split('\n')
}

describe('site', () => {
  it('prints where one more dry port saves most, exactly', async () => {
    // Loading or unloading of 6 h by rail, or a change of gauge of 5 h, in half the time, three times; at Zielhafen 0.5 h of lorries too.
    expect(await lines('site')).toEqual([
      'Where one dry port saves most over 2 pairs, fastest (a dry port: 0.5 x the hours of handling)',
      '',
      '#  place      country  saves h  in all',
      '1  Zielhafen  NL            10      10',
      '',
      'Exact: no choice saves more.',
      '',
      'Sum over the pairs, by weight: 450 h before, 441 h after.',
      '',
      'Alone, 5 of 8 candidates save something:',
      '',
      'place      country  saves h  pairs',
      'Zielhafen  NL            10      2',
      'Anfang     KZ             9      1',
      'Alt        BY             8      1',
      'Neu        PL             8      1',
      'Parkstadt  CZ             1      1',
      '',
      '1 pair has no route and is left out.',
    ])
  })

  it('takes candidates by name, kind of facility and type of node, and several dry ports', async () => {
    const two = await lines('site --kind dry_port --count 2 --time-factor 0')
    expect(two.slice(0, 8)).toEqual([
      'Where 2 dry ports save most over 2 pairs, fastest (a dry port: 0 x the hours of handling)',
      '',
      '#  place  country  saves h  in all',
      '1  Alt    BY            15      15',
      '2  Neu    PL            15      30',
      '',
      'Exact: no choice of 2 saves more.',
      '',
    ])
    const { candidates } = JSON.parse((await ask('site --node-type border_station --candidates Anfang --json')).out)
    expect(candidates.map(({ node_id }: { node_id: string }) => node_id)).toEqual(['anfang', 'alt', 'neu'])
    const cheap = await lines('site --candidates alt --cost-factor 0 --provides reefer')
    expect(cheap[0]).toContain('(a dry port: 0 x its cost, provides reefer)')
    expect(cheap).toContain('Nowhere: no candidate alone saves anything.')
    expect(cheap).toContain('Exact: no choice saves anything.')
  })

  it('takes origins and destinations in place of pairs', async () => {
    const line = 'site --from anfang,park --to ziel,neu --candidates alt --objective fastest --teu 1 --json'
    const { out } = await landbridge([...line.split(' '), '--network', network])
    expect(JSON.parse(out)).toMatchObject({ pairs: 4, saving: 5 })
  })

  it('is narrow on a narrow screen, and shows so many candidates', async () => {
    const narrow = await lines('site --top 2', 50)
    expect(narrow.every((line) => line.length <= 50)).toBe(true)
    expect(narrow.join(' ')).toContain('Alone, 5 of 8 candidates save something; the first 2:')
  })

  it('--json prints one object', async () => {
    const json = JSON.parse((await ask('site --candidates alt,neu --json')).out)
    expect(json).toMatchObject({
      objective: 'fastest',
      unit: 'h',
      count: 1,
      pairs: 2,
      without_route: 1,
      saving: 7.5,
      chosen: [{ rank: 1, node_id: 'alt', name: 'Alt', country: 'BY', gain: 7.5, saving: 7.5 }],
      bound: { kind: 'exact', guarantee: 1, upper: 7.5 },
    })
  })

  it('says in one sentence what is wrong', async () => {
    expectOneMessage(await ask('site --candidates nowhere'), /Unknown place "nowhere"/)
    expectOneMessage(await ask('site --node-type bordr'), /Unknown node type "bordr"/)
    expectOneMessage(await ask('site --node-type airport'), /No place of the network is a candidate/)
    expectOneMessage(await ask('site --time-factor 1.5'), /Expected a number from 0 to 1/)
    expectOneMessage(await ask('site --provides plugs'), /plugs/)
    expectOneMessage(await ask('site --from anfang --to ziel'), /Give --pairs, or --from and --to/)
    expectOneMessage(await landbridge(['site', '--network', network]), /Give --pairs, or --from and --to/)
    expectOneMessage(await landbridge(['site', '--from', 'anfang', '--network', network]), /Give --pairs, or --from/)
  })
})
