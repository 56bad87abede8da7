import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { ROUND_RULES } from '../support/text-network.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

/** The commands about standards and works: audit and maintenance. */

let network = ''
let works = ''
let pairs = ''

beforeAll(async () => {
  network = await folderOf(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 0,   0, CN
  b, Bern, 1,   0, CN
  c, Calw, 1.2, 0, KZ
  d, Dorf, 2,   0, KZ

  rail.csv
  link_id, name, from_node_id, to_node_id, length_km, gauge_mm, electrified, max_axle_load_t
  ab, ,         a, b, 200, 1435, 1, 23
  bc, ,         b, c, 30,  1520, 0, 23.5
  cd, Steppe,   c, d, 200, 1520, 1, 22
  c2, ,         c, d, 250, 1520, 1, 22

  standard.csv
  mode, country, standard, value
  rail, CN, electrification, 25 kV
  rail, KZ, electrification, 3 kV|25 kV
  rail, CN, train_length_m,  850
  rail, KZ, train_length_m,  1050
  rail, CN, customs_document, CN transit
  rail, KZ, customs_document, EAEU transit
  rail, KZ, safety_class,    0.5

  corridor.csv
  corridor_id, name, via, modes, from_place, to_place
  steppe, Steppe line, c, rail, Aton, Dorf

  maintenance.csv
  maintenance_id, link_id, from_date, to_date
  new-rails, cd, 2025-01-01, 2025-01-10
  bridge,    bc, 2025-01-10, 2025-01-10

  ${ROUND_RULES}`)
  works = join(network, 'plan.txt.csv')
  pairs = join(network, 'pairs.txt.csv')
  await writeFile(works, 'maintenance_id,link_id,from_date,to_date\nx,cd,2026-02-01,2026-02-04\n')
  await writeFile(pairs, 'from,to,weight\nAton,Dorf,2\nCalw,Dorf,\n')
})
afterAll(removeFolders)

const FAST = '--objective fastest --teu 1 --tonnes 10 --value 24000'

function ask(line: string, width?: number): Promise<Outcome> {
  return landbridge([...line.split(' '), '--network', network, '--lenient'], width)
}

async function json(line: string, code: number = EXIT.ok) {
  const outcome = await ask(`${line} --json`)
  expect([outcome.code, outcome.err]).toEqual([code, ''])
  return JSON.parse(outcome.out)
}

async function lines(line: string, width?: number): Promise<string[]> {
  const { code, out, err } = await ask(line, width)
  expect([code, err]).toEqual([EXIT.ok, ''])
  return out.trimEnd().split('\n')
}

describe('audit', () => {
  it('prints the mismatches, what may go all the way, safety, works and what is not known', async () => {
    expect(await lines(`audit steppe ${FAST}`)).toEqual([
      'Steppe line, Aton to Dorf, fastest: 5 mismatches, all handled at 2 stops: 29.0 of 49.6 hours, USD 125 of 615',
      '',
      'standard          where                change                     handled by       hours  USD',
      'track gauge, mm   Bern (CN)            1435 > 1520                change of gauge    5.0   25',
      'electrification   Bern (CN)            25 kV > none               change of gauge',
      'customs document  Bern - Calw (CN-KZ)  CN transit > EAEU transit  border             8.0   33',
      'electrification   Calw (KZ)            none > 3 kV or 25 kV       border             8.0   34',
      'axle load, t      Calw (KZ)            23.5 > 22                  border             8.0   33',
      '----------------  -------------------  -------------------------  ---------------  -----  ---',
      'total                                                                               29.0  125',
      '',
      'Hours and USD of a stop are counted once: of a change of gauge for the gauge, of a border shared equally; the rest goes',
      'along without a cost of its own.',
      '',
      'All the way may go:',
      '',
      'limit                   least  greatest   %  where the least',
      'axle load, t (rail)        22      23.5  94  Calw - Dorf (KZ), 200 km in all',
      'train length, m (rail)    850      1050  81  Aton - Bern (CN), 215 km in all',
      '',
      'Weakest link: train length, m: 850 of 1050 (81 %): Aton - Bern (CN), 215 km in all.',
      '',
      'Safety: with 100 trains a day, 0.011 incidents a day that block the way for 6 h: free with a probability of 99.7 %, 0.01',
      'h of waiting on average; over 215 km; 215 km have no class.',
      '',
      'Works on this way, and what the best way round them takes more by the objective, h:',
      '',
      'from        to          days  closed                hours  USD',
      '2025-01-01  2025-01-09     9  new-rails              +1.0  +50',
      '2025-01-10  2025-01-10     1  new-rails, bridge  no route',
      '',
      'On average over the year:',
      '',
      'year   days hit  cut off  mean h  mean USD',
      '2025  10 of 365        1   +0.02        +1',
      '',
      'Not known: loading gauge 430 km (CN KZ); train mass 430 km (CN KZ); container height 430 km (CN KZ); drivers 430 km (CN',
      'KZ); transport document 430 km (CN KZ); safety class 215 km (CN).',
    ])
  })

  it('--sections prints every standard along the way', async () => {
    const text = await lines(`audit steppe --sections ${FAST}`)
    const at = text.indexOf('electrification:')
    expect(text.slice(at, at + 5)).toEqual([
      'electrification:',
      '  25 kV: Aton - Bern, CN, rail 1435, 200 km',
      '  none: Bern - Calw, CN, rail 1520, 15 km',
      '  none: Bern - Calw, KZ, rail 1520, 15 km',
      '  3 kV or 25 kV: Calw - Dorf, KZ, rail 1520, 200 km',
    ])
    expect(await lines(`audit steppe ${FAST}`)).not.toContain('electrification:')
  })

  it('--json prints one object, with null for what is not known', async () => {
    const result = await json(`audit steppe ${FAST}`)
    expect(result).toMatchObject({
      status: 'ok',
      corridor: { id: 'steppe' },
      summary: { mismatches: 5, unhandled: 0, possible: 0, time_h: 29, cost_usd: 125 },
      weakest: { standard: 'train_length_m', least: 850, share: 850 / 1050 },
      safety: { incident_h: 6, known_km: 215 },
      maintenance: { years: [{ year: 2025, cut_off_days: 1 }] },
    })
    const unknown = result.standards.find(({ standard }: { standard: string }) => standard === 'loading_gauge')
    expect(unknown.sections[0].values).toBeNull()
  })

  it('takes two places, other ends, a corridor beside them, and figures of traffic', async () => {
    expect(await json(`audit Aton Calw ${FAST}`)).toMatchObject({ corridor: null, to: 'c' })
    expect(await json(`audit Aton Calw --corridor steppe ${FAST}`)).toMatchObject({
      corridor: { id: 'steppe' },
      to: 'c',
    })
    expect(await json(`audit steppe --from d --to a ${FAST}`)).toMatchObject({ from: 'd', to: 'a' })
    const busy = await json(`audit steppe --incident-hours 12 --trains-per-day 1000 --vehicles-per-day 0 ${FAST}`)
    expect(busy.safety).toMatchObject({ incident_h: 12, by_mode: [{ vehicles_per_day: 1000 }] })
  })

  it('fits a narrow screen', async () => {
    for (const width of [40, 60, 80]) {
      for (const line of await lines(`audit steppe --sections ${FAST}`, width)) {
        expect(stringWidth(line)).toBeLessThanOrEqual(width)
      }
    }
  })

  it('ends with code 3 where there is no route, and 2 for a wrong word', async () => {
    expect(await json(`audit steppe --date 2025-01-10 ${FAST}`, EXIT.noRoute)).toMatchObject({ status: 'no-route' })
    const { code, out } = await ask(`audit steppe --date 2025-01-10 ${FAST}`)
    expect([code, out]).toEqual([
      EXIT.noRoute,
      'No route from Aton to Dorf: dropping maintenance bridge would open one.\n',
    ])
    expect((await json(`audit steppe --date 2025-01-10 --ignore-maintenance ${FAST}`)).status).toBe('ok')
    const refusals: [string, RegExp][] = [
      ['audit stepe', /Unknown corridor "stepe"; expected one of steppe\. Did you mean "steppe"\?/],
      ['audit Aton Dorf --to Calw', /Give a corridor, with --from and --to if need be, or two places/],
      ['audit steppe --corridor steppe', /Give a corridor, with --from and --to if need be, or two places/],
      ['audit steppe --incident-hours x', /Expected a number of at least 0/],
    ]
    for (const [line, message] of refusals) {
      const outcome = await ask(line)
      expect(outcome.code).toBe(EXIT.usage)
      expectOneMessage(outcome, message)
    }
  })
})

describe('maintenance', () => {
  it('scores the works of the network over many pairs', async () => {
    expect(await lines(`maintenance --pairs ${pairs} ${FAST}`)).toEqual([
      '2 pairs, fastest: 2 closures on 10 days cost 1.2 days of delay and USD 1,400; 2 shipments have no way',
      '',
      'Each closure: what it costs alone, and what leaving it out saves where all others stay:',
      '',
      '#  closure            when                      days  delay days    USD  cut off  saves days  saves cut',
      '1  bridge: bc         2025-01-10 to 2025-01-10     1         0.0      0        2         0.0          2',
      '2  new-rails: Steppe  2025-01-01 to 2025-01-10    10         1.3  1,500        0         1.2          0',
      '',
      'When:',
      '',
      'from        to          days  closed             pairs  delay days    USD  cut off',
      '2025-01-01  2025-01-09     9  new-rails              2         1.1  1,350        0',
      '2025-01-10  2025-01-10     1  new-rails, bridge      2         0.0     50        2',
      '',
      'Whom:',
      '',
      'pair         a day  delay days  USD  cut off',
      'Aton - Dorf      2         0.8  900        2',
      'Calw - Dorf      1         0.4  500        0',
      '',
      'One after another, each as long as it is, they would cost 1.3 days of delay and USD 1,500; 2 shipments have no way.',
    ])
  })

  it('takes a plan from a file, and one pair', async () => {
    const result = await json(`maintenance ${works} --from a --to d ${FAST}`)
    expect(result).toMatchObject({
      days: 4,
      total: { extra: { time_h: 4 }, cut_off: 0 },
      apart: null,
      works: [{ maintenance_id: 'x', alone: { delta: 4 }, share: { delta: 4 } }],
    })
    const text = await lines(`maintenance ${works} --from a --to d ${FAST}`)
    expect(text[0]).toBe('Aton to Dorf, fastest: 1 closure on 4 days cost 0.2 days of delay and USD 200')
    expect(text).not.toContain('Whom:')
  })

  it('ends with code 3 without a route, 2 for wrong usage and 1 for bad data', async () => {
    expect((await ask(`maintenance --from a --to d --avoid-link ab ${FAST}`)).code).toBe(EXIT.noRoute)
    const refusals: [string, number, RegExp][] = [
      ['maintenance --from a', EXIT.usage, /Give --from and --to, or --pairs\./],
      [`maintenance --from a --to d --pairs ${pairs}`, EXIT.usage, /Give --from and --to, or --pairs\./],
      ['maintenance nowhere.csv --from a --to d', EXIT.data, /There is no file "nowhere.csv"/],
      [`maintenance ${pairs} --from a --to d`, EXIT.data, /maintenance_id/],
    ]
    for (const [line, code, message] of refusals) {
      const outcome = await ask(line)
      expect(outcome.code).toBe(code)
      expectOneMessage(outcome, message)
    }
  })
})
