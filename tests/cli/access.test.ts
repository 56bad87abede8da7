import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { PARKS_AND_PORTS } from '../support/parks-and-ports.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

let network = ''

beforeAll(async () => {
  network = await folderOf(PARKS_AND_PORTS)
})
afterAll(removeFolders)

function ask(line: string, width?: number): Promise<Outcome> {
  return landbridge([...line.split(' '), '--network', network, '--teu', '1', '--tonnes', '10'], width)
}

async function lines(line: string, width?: number): Promise<string[]> {
  const { code, out, err } = await ask(line, width)
  expect([code, err]).toEqual([EXIT.ok, ''])
  return out.trimEnd().split('\n')
}

describe('access', () => {
  it('prints how many people places can serve, those far off counting less', async () => {
    // From Randdorf to Zielhafen 4 h, on to Parkstadt in all 14 h.
    expect(await lines('access rand Zielhafen --half-life 12')).toEqual([
      'People within reach by time; one counts half at 12 h, a quarter at twice as much',
      '',
      '#  place      country  million people  % of all  most of them from',
      '1  Zielhafen  NL                  1.3      23.2  Parkstadt (12 h), Zielhafen, Anfang (146 h)',
      '2  Randdorf   DE                  1.1      19.6  Parkstadt (14 h), Zielhafen (4 h), Anfang (149 h)',
      '',
      '6 million people live in 5 places of the network. Access: sum over nodes of population x 2^(-cost / half-life).',
    ])
  })

  it('takes the places of facilities, and USD', async () => {
    const [, , , first, ...others] = await lines('access --kind industrial_park --by cost --half-life 1000 --count 1')
    expect(first).toContain('1  Parkstadt: Park A')
    expect(others.join('\n')).toContain('2 more places; --count shows more.')
    expect((await lines('access --pillar transport --half-life 1000'))[3]).toContain('Port F')
    expect(await lines('access --kind economic_zone --pillar transport --half-life 1000')).toContain(
      'No place: no open facility matches.',
    )
  })

  it('is narrow on a narrow screen', async () => {
    const narrow = await lines('access park ziel --half-life 12', 44)
    expect(narrow.every((line) => line.length <= 44)).toBe(true)
  })

  it('--json prints all places with what contributes most', async () => {
    const { out } = await ask('access --kind dry_port --half-life 48 --contributors 1 --json')
    const { places, ...head } = JSON.parse(out)
    expect(head).toMatchObject({ by: 'time', half_life: 48, unit: 'h', nodes: 5, population: 5_600_000 })
    expect(places.length).toBe(2)
    expect(places[0]).toMatchObject({
      rank: 1,
      node_id: 'neu',
      facilities: [{ facility_id: 'port-f', name: 'Port F', kind: 'dry_port' }],
      contributors: [{ node_id: 'park', population: 1_400_000 }],
    })
  })

  it('says in one sentence what is wrong', async () => {
    expectOneMessage(await ask('access --half-life 3'), /Give places, or --kind or --pillar of facilities/)
    expectOneMessage(await ask('access ziel --kind dry_port --half-life 3'), /Give places, or --kind/)
    expectOneMessage(await ask('access ziel'), /required option '--half-life <n>' not specified/)
    expectOneMessage(await ask('access ziel --half-life 0'), /Expected a number above 0/)
    expectOneMessage(await ask('access ziel --by carbon --half-life 3'), /Allowed choices are time, cost/)
  })
})
