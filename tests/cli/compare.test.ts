import { afterAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge } from './landbridge.js'

const FOLDER = await folderOf(`${THREE_WAYS}

  corridor.csv
  corridor_id, name, modes
  rail, Rail, rail
  sea, =Ship, sea
  air, <Plane>, air`)

afterAll(removeFolders)

const ONE_TEU = ['--teu', '1', '--tonnes', '10', '--value', '24000']

function compare(...options: string[]) {
  return landbridge(['compare', 'aton', 'lodz', '--network', FOLDER, ...ONE_TEU, ...options])
}

describe('compare', () => {
  it('--json has all that a corridor takes, with a null for what is not known', async () => {
    const { code, out } = await compare('--json')
    expect(code).toBe(EXIT.ok)
    const [rail, sea, air] = JSON.parse(out).corridors
    expect(Object.keys(rail)).toEqual([
      'id',
      'name',
      'status',
      'totals',
      'hours',
      'generalised_usd',
      'borders',
      'gauge_breaks',
      'transfers',
      'km_by_mode',
      'by_mode',
      'by_country',
      'rank',
      'dominated',
      'indicators',
      'profile',
      'itinerary',
    ])
    expect(rail.indicators).toMatchObject({ tfi1_h: 24, tfi2_usd: 100, tfi3_usd_per_500km_20t: 1142.5, swod_kmh: 50 })
    expect(rail.profile.at(-1)).toMatchObject(rail.totals)
    expect(rail.by_country.RU).toEqual({ time_h: 49, cost_usd: 1125, co2e_kg: 101, length_km: 1000 })
    expect(sea.indicators).toMatchObject({ tfi1_h: null, tfi2_usd: null })
    expect(sea.hours).toEqual({ moving: 144, border: 0, transfer: 24, waiting: 0 })
    expect(air.status).toBe('no-route')
  })

  it('--csv prints a line per corridor', async () => {
    const { code, out, err } = await compare('--csv')
    expect([code, err]).toEqual([EXIT.ok, ''])
    const lines = out.trimEnd().split('\n')
    expect(lines.map((line) => line.split(',').slice(0, 5).join(','))).toEqual([
      'corridor_id,name,status,time_h,cost_usd',
      'rail,Rail,ok,105,2285',
      "sea,'=Ship,ok,168,1880",
      'air,<Plane>,no-route,,',
    ])
  })

  it('--markdown prints tables', async () => {
    const { code, out, err } = await compare('--markdown')
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out).toContain('\n| Rail | 4.4 | 2,285 | 0.21 | 2,000 | 1/2/2 | no |\n')
    expect(out).toContain('\n- **&#60;Plane&#62;**: No route from Aton to Łódź')
  })

  it('--geojson prints the legs of all corridors', async () => {
    const { code, out, err } = await compare('--geojson')
    expect([code, err]).toEqual([EXIT.ok, ''])
    const { type, features } = JSON.parse(out)
    expect(type).toBe('FeatureCollection')
    const corridors = features.map(({ properties }: { properties: { corridor: string } }) => properties.corridor)
    expect([...new Set(corridors)]).toEqual(['rail', 'sea'])
  })

  it.each(['--json', '--csv', '--markdown', '--geojson'])(
    '%s goes with exit code 3 where no corridor is open',
    async (form) => {
      const { code, out, err } = await compare(form, '--avoid-mode', 'rail,sea')
      expect([code, err]).toEqual([EXIT.noRoute, ''])
      expect(out).not.toBe('')
    },
  )

  it.each([
    ['--json', '--csv'],
    ['--csv', '--markdown'],
    ['--geojson', '--json'],
    ['--markdown', '--geojson'],
  ])('prints in one form: not %s %s', async (one, other) => {
    const outcome = await compare(one, other)
    expect(outcome.code).toBe(EXIT.usage)
    expectOneMessage(outcome, /option '--\w+' cannot be used with option '--\w+'/)
  })
})
