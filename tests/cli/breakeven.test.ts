import { afterAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge } from './landbridge.js'

const FOLDER = await folderOf(`${THREE_WAYS}

  corridor.csv
  corridor_id, name, modes
  rail, Rail, rail
  road, Road, road
  sea, Ship, sea`)
const BARE = await folderOf(THREE_WAYS)

afterAll(removeFolders)

const ONE_TEU = ['--teu', '1', '--tonnes', '10', '--value', '24000']

function onNetwork(command: string, ...options: string[]) {
  return landbridge([command, 'aton', 'lodz', '--network', FOLDER, ...ONE_TEU, ...options])
}

describe('breakeven', () => {
  it('prints the sentence', async () => {
    const { code, out, err } = await onNetwork('breakeven', '--over', 'value-of-time')
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out).toContain('Below USD 154 per day: Ship; 154 to 1,737: Rail; above: Road.\n')
  })

  it('--json has the intervals, the bands and every corridor', async () => {
    const { code, out } = await onNetwork('breakeven', '--over', 'tariff:rail', '--max', '5', '--json')
    expect(code).toBe(EXIT.ok)
    const { intervals, bands, corridors, range, over, sentence } = JSON.parse(out)
    expect([over, range]).toEqual(['tariff:rail', [0, 5]])
    expect(Object.keys(intervals[0])).toEqual(['from', 'to', 'corridor', 'name', 'fixed', 'slope', 'totals'])
    expect(bands.map(({ corridor }: { corridor: string }) => corridor)).toEqual(['rail', 'sea'])
    expect(corridors.map(({ id, wins }: { id: string; wins: boolean }) => [id, wins])).toEqual([
      ['rail', true],
      ['road', false],
      ['sea', true],
    ])
    expect(sentence).toMatch(/^Below 1\.\d+ times the rail tariff: Rail; above: Ship\.$/)
  })

  it('takes two corridors, a range and an objective', async () => {
    const options = ['--over', 'border:CN-KZ', '--between', 'road,rail', '--objective', 'time', '--min', '10', '--json']
    const { out } = await onNetwork('breakeven', ...options)
    const { corridors, range, objective } = JSON.parse(out)
    expect(corridors).toHaveLength(2)
    expect([range, objective]).toEqual([[10, 240], 'fastest'])
  })

  it('ends with the code for no route where no corridor is open', async () => {
    const { code, out } = await onNetwork('breakeven', '--over', 'value-of-time', '--avoid-mode', 'rail,road,sea')
    expect(code).toBe(EXIT.noRoute)
    expect(out).toContain('No corridor has a route.')
  })

  it.each<[string, readonly string[], RegExp]>([
    ['no parameter', [], /--over/],
    ['an unknown parameter', ['--over', 'value-of-tme'], /Unknown parameter "value-of-tme".*"value-of-time"/],
    ['one corridor', ['--over', 'value-of-time', '--between', 'rail'], /ids of two corridors/],
    ['an unknown corridor', ['--over', 'value-of-time', '--between', 'rail,see'], /Unknown corridor "see".*"sea"/],
  ])('refuses %s', async (_, options, message) => {
    const outcome = await onNetwork('breakeven', ...options)
    expect(outcome.code).toBe(EXIT.usage)
    expectOneMessage(outcome, message)
  })

  it('says where corridors come from, where there are none', async () => {
    const outcome = await landbridge(['breakeven', 'aton', 'lodz', '--network', BARE, '--over', 'value-of-time'])
    expect(outcome.code).toBe(EXIT.usage)
    expectOneMessage(outcome, /no corridor .*corridor\.csv/)
  })
})

describe('explain', () => {
  it('prints why, and what would flip it', async () => {
    const { code, out, err } = await onNetwork('explain', '--instead', 'sea')
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out).toContain('why Rail and not Ship')
    expect(out).toContain('- the value of time below USD 154 per day (now 240, -36 %)\n')
  })

  it('--json has the differences, the stretches and the flips', async () => {
    const { out } = await onNetwork('explain', '--instead', 'sea', '--json')
    const { verdict, flips, stretches, differences, asked, gap } = JSON.parse(out)
    expect([verdict, asked.id]).toEqual(['worse', 'sea'])
    expect(gap).toBeGreaterThan(0)
    expect(flips.every(({ verified }: { verified: boolean }) => verified)).toBe(true)
    expect(stretches.length).toBeGreaterThan(0)
    expect(Object.keys(differences)).toEqual(['time_h', 'cost_usd', 'co2e_kg', 'length_km', 'generalised_usd'])
  })

  it('takes places to pass in place of a corridor', async () => {
    const { code, out } = await onNetwork('explain', '--instead-via', 'mid')
    expect(code).toBe(EXIT.ok)
    expect(out).toContain('why Rail and not the route via mid')
  })

  it('ends with the code for no route where nothing joins the places', async () => {
    const { code } = await onNetwork('explain', '--instead', 'sea', '--avoid-mode', 'rail,road,sea')
    expect(code).toBe(EXIT.noRoute)
  })

  it.each<[string, readonly string[], RegExp]>([
    ['nothing to compare with', [], /--instead with the id of a corridor/],
    ['an unknown corridor', ['--instead', 'see'], /Unknown corridor "see".*"sea"/],
    ['two of them', ['--instead', 'sea', '--instead-via', 'mid'], /cannot be used with/],
  ])('refuses %s', async (_, options, message) => {
    const outcome = await onNetwork('explain', ...options)
    expect(outcome.code).toBe(EXIT.usage)
    expectOneMessage(outcome, message)
  })
})
