import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

let network = ''

beforeAll(async () => {
  network = await folderOf(THREE_WAYS)
})
afterAll(removeFolders)

const ONE_TEU = '--teu 1 --tonnes 10 --value 24000'

/** Runs a line on the small network. */
function ask(line: string, width?: number): Promise<Outcome> {
  return landbridge([...line.split(' '), '--network', network], width)
}

/** The JSON that a line prints. */
async function json(line: string, code: number = EXIT.ok) {
  const outcome = await ask(`${line} --json`)
  expect([outcome.code, outcome.err]).toEqual([code, ''])
  return JSON.parse(outcome.out)
}

/** What a line prints, as lines; it must end well. */
async function lines(line: string, width?: number): Promise<string[]> {
  const { code, out, err } = await ask(line, width)
  expect([code, err]).toEqual([EXIT.ok, ''])
  expect(out.endsWith('\n')).toBe(true)
  return out.trimEnd().split('\n')
}

describe('matrix', () => {
  const PAIRS = `matrix --from Aton,north --to PLLOD,mid --objective fastest ${ONE_TEU}`

  it('prints origins down and destinations across', async () => {
    expect(await lines(PAIRS)).toEqual([
      'Fastest routes: days',
      '',
      'from     Łódź  Mid Town',
      'Aton      2.2       1.1',
      'Northby   2.3       3.4',
    ])
  })

  it('--components prints a line for each pair', async () => {
    expect(await lines(`${PAIRS} --components`)).toEqual([
      'Fastest routes',
      '',
      'from     to        days    USD  kg CO2e     km',
      'Aton     Łódź       2.2  6,120    1,502  3,000',
      'Aton     Mid Town   1.1  3,070      752  1,500',
      'Northby  Łódź       2.3  1,160      106  1,000',
      'Northby  Mid Town   3.4  4,215      857  2,500',
    ])
  })

  it('--csv prints a line for each pair', async () => {
    expect(await lines(`${PAIRS} --csv --components`)).toEqual([
      'from_node_id,to_node_id,value,unit,time_h,cost_usd,co2e_kg,length_km',
      'aton,lodz,52,h,52,6120,1502,3000',
      'aton,mid,27,h,27,3070,752,1500',
      'north,lodz,56,h,56,1160,106,1000',
      'north,mid,82,h,82,4215,857,2500',
    ])
  })

  it('--json prints lists, null where there is no route', async () => {
    expect(await json(`matrix --from aton,islet --to lodz ${ONE_TEU}`)).toEqual({
      origins: ['aton', 'islet'],
      destinations: ['lodz'],
      objective: 'generalised',
      shipment: { teu: 1, tonnes: 10, value_usd: 24_000 },
      per_unit: 100,
      pricing: 'exact',
      weights: [333_500, null],
      components: null,
    })
    const { components } = await json(`matrix --from aton,islet --to lodz ${ONE_TEU} --components`)
    expect(components).toEqual({
      time_h: [105, null],
      cost_usd: [2285, null],
      co2e_kg: [207, null],
      length_km: [2000, null],
    })
  })

  it('takes repeated lists and the constraints of a query', async () => {
    const { origins, weights } = await json(
      'matrix --from aton --from mid --to lodz --mode road --handling none --objective time',
    )
    expect(origins).toEqual(['aton', 'mid'])
    expect(weights).toEqual([50 * 3600, 25 * 3600])
  })

  it('exits with 3 where no pair has a route', async () => {
    const outcome = await ask('matrix --from islet --to lodz,aton')
    expect(outcome).toMatchObject({ code: EXIT.noRoute, err: '' })
    expect(outcome.out).toMatch(/\nIslet +none +none\n$/)
    expect((await ask('matrix --from islet --to lodz,reef')).code).toBe(EXIT.ok)
  })
})

describe('reach', () => {
  it('prints the bands and the places', async () => {
    expect(await lines(`reach Aton --objective fastest --limit 60,27 ${ONE_TEU}`)).toEqual([
      'From Aton, fastest: 4 places within 60 h, itself included',
      '',
      'hours           places  farthest',
      'up to 27             2  Mid Town',
      'above 27 to 60       2  Northby',
      '',
      'place     country  hours',
      'Aton      CN         0.0',
      'Mid Town  KZ        27.0',
      'Łódź      PL        52.0',
      'Northby   RU        56.0',
    ])
  })

  it('--to turns it round, --days is the fastest in days', async () => {
    const reach = await json(`reach lodz --to --days 2,2.5 ${ONE_TEU}`)
    expect(reach).toMatchObject({ place: 'lodz', direction: 'to', objective: 'fastest', unit: 'h', limits: [48, 60] })
    expect(reach.places.map(({ node_id, band }: { node_id: string; band: number }) => [node_id, band])).toEqual([
      ['lodz', 0],
      ['mid', 0],
      ['aton', 1],
      ['north', 1],
    ])
    expect((await json('reach lodz --days 2 --objective time')).objective).toBe('fastest')
  })

  it('without limits has all that can be reached', async () => {
    const reach = await json('reach islet')
    expect(reach).toMatchObject({ unit: 'USD', limits: [], objective: 'generalised' })
    expect(reach.places.map(({ node_id }: { node_id: string }) => node_id)).toEqual(['islet', 'reef'])
  })

  it('--geojson prints a feature for each band', async () => {
    const { code, out } = await ask(`reach aton --days 1,3 ${ONE_TEU} --geojson`)
    expect(code).toBe(EXIT.ok)
    const { type, features } = JSON.parse(out)
    expect(type).toBe('FeatureCollection')
    expect(features.map(({ properties }: { properties: object }) => properties)).toMatchObject([
      { above: null, up_to: 24, count: 1 },
      { above: 24, up_to: 72, count: 3, unit: 'h', node_ids: ['mid', 'lodz', 'north'] },
    ])
  })
})

describe('frontier', () => {
  it('prints the routes, and says which are best by what', async () => {
    expect(await lines(`frontier aton lodz --criteria time,cost ${ONE_TEU}`)).toEqual([
      'Aton to Łódź: 3 routes, none bettered by another in hours and USD together',
      '',
      '#  days    USD  kg CO2e  way               of these the',
      '1   2.2  6,120    1,502  road, CN KZ PL    fastest',
      '2   4.4  2,285      207  rail, CN RU PL    best generalised',
      '3   7.0  1,880      188  sea, CN PL, suez  cheapest, greenest',
    ])
  })

  it('--points cuts it off and says so, --epsilon thins it out', async () => {
    const cut = await lines(`frontier aton lodz --points 1 ${ONE_TEU}`)
    expect(cut.at(-1)).toBe('Cut off: these are the first by hours, and there are more (--points, --epsilon).')
    expect(await json(`frontier aton lodz --points 1 ${ONE_TEU}`)).toMatchObject({ truncated: true })
    const { points } = await json(`frontier aton lodz --criteria cheapest,greenest,fastest --epsilon 5 ${ONE_TEU}`)
    expect(points).toHaveLength(1)
  })

  it('--json has the itineraries and the presets', async () => {
    const frontier = await json(`frontier aton lodz ${ONE_TEU} --avoid-mode road --carbon-price 0`)
    expect(frontier).toMatchObject({
      status: 'ok',
      criteria: ['fastest', 'cheapest', 'greenest'],
      truncated: false,
      presets: { fastest: 0, cheapest: 1, greenest: 1, generalised: 0 },
    })
    expect(frontier.points.map(({ weights }: { weights: number[] }) => weights)).toEqual([
      [105 * 3600, 228_500, 207_000],
      [168 * 3600, 188_000, 188_000],
    ])
    expect(frontier.points[1].itinerary).toMatchObject({ totals: { time_h: 168, cost_usd: 1880 }, passages: ['suez'] })
  })

  it('exits with 3 where there is no route', async () => {
    expect(await ask('frontier aton lodz --mode air')).toEqual({
      code: EXIT.noRoute,
      out: 'No route from Aton to Łódź: dropping modes air would open one.\n',
      err: '',
    })
    expect(await json('frontier aton islet', EXIT.noRoute)).toMatchObject({ status: 'no-route', drop: [] })
  })
})

describe('route within a budget', () => {
  const ROUTE = `route aton lodz ${ONE_TEU} --objective cheapest`

  it.each([
    ['', 'sea'],
    ['--within-days 7', 'sea'],
    ['--within-days 6.99', 'rail'],
    ['--within-days 4.375', 'rail'],
    ['--within-days 4.37', 'road'],
    ['--within-days 5 --within-kg 207', 'rail'],
    ['--within-days 9 --within-kg 200', 'sea'],
  ])('%s', async (options, mode) => {
    const { legs } = await json(options === '' ? ROUTE : `${ROUTE} ${options}`)
    expect(legs[0]).toMatchObject({ operation: 'load', mode })
  })

  it('--within-usd limits another objective, as a route in text and in GeoJSON', async () => {
    const route = `route aton lodz ${ONE_TEU} --objective fastest --within-usd 3000`
    expect((await lines(route))[0]).toMatch(/^Aton to Łódź, fastest: 4\.4 days, USD 2,285, /)
    expect(JSON.parse((await ask(`${route} --geojson`)).out).features).toHaveLength(7)
  })

  it('exits with 3 and says what the least is where nothing keeps to it', async () => {
    expect(await ask(`${ROUTE} --within-days 2`)).toEqual({
      code: EXIT.noRoute,
      out: 'No route from Aton to Łódź keeps to the budget: the least is 52 h, the limit 48.\n',
      err: '',
    })
    const both = 'each limit can be kept alone, but not all of them together.'
    expect((await ask(`${ROUTE} --within-days 3 --within-kg 500`)).out).toContain(both)
    for (const format of ['--json', '--geojson']) {
      const { code, out } = await ask(`${ROUTE} --within-days 2 ${format}`)
      expect(code).toBe(EXIT.noRoute)
      expect(JSON.parse(out)).toMatchObject({ status: 'over-budget', least: { time_h: 52 } })
    }
    expect(await json('route aton lodz --mode air --within-days 2', EXIT.noRoute)).toMatchObject({ status: 'no-route' })
  })
})

describe('alternatives', () => {
  it('prints routes that differ, within the bounds', async () => {
    const wide = '--max-stretch 3 --min-local-optimality 0 --max-sharing 0.5'
    expect(await lines(`alternatives aton lodz ${ONE_TEU} ${wide}`)).toEqual([
      'Aton to Łódź, generalised: 3 routes within the bounds',
      '',
      '#  days    USD  kg CO2e  way               shared  stretch  not on the first',
      '1   4.4  2,285      207  rail, CN RU PL',
      '2   7.0  1,880      188  sea, CN PL, suez     0 %     1.07  Canal',
      '3   2.2  6,120    1,502  road, CN KZ PL       0 %     1.99  Mid Town',
      '',
      'shared: km in common with the routes before it, % of those of the first.',
      'stretch: the worst part of it against the best way between the ends of that part.',
    ])
    const { routes } = await json(`alternatives aton lodz ${ONE_TEU} ${wide} --count 2`)
    expect(routes).toMatchObject([
      { sharing: 0, stretch: 1 },
      { sharing: 0, itinerary: { passages: ['suez'] } },
    ])
  })

  it('--shortest prints the best in order, parallel links too', async () => {
    expect(await lines(`alternatives aton lodz ${ONE_TEU} --shortest --count 2`)).toEqual([
      'Aton to Łódź, generalised: 2 routes in order, however alike',
      '',
      '#  days    USD  kg CO2e  way             generalised  not on the first',
      '1   4.4  2,285      207  rail, CN RU PL     3,335.00',
      '2   4.4  2,295      208  rail, CN RU PL     3,347.00  link nl2',
    ])
    const { status, routes } = await json(`alternatives aton lodz ${ONE_TEU} --shortest`)
    expect([status, routes.length]).toEqual(['ok', 3])
    expect(routes[0]).toMatchObject({ totals: { time_h: 105 } })
  })

  it('exits with 3 where there is no route', async () => {
    for (const way of ['alternatives aton lodz --mode air', 'alternatives aton lodz --mode air --shortest']) {
      expect(await ask(way)).toMatchObject({ code: EXIT.noRoute, out: expect.stringMatching(/^No route .*\n$/) })
    }
  })
})

describe('nearest', () => {
  it.each([
    ['-179 10', 'islet'],
    ['-179.9 -10.5', 'islet'],
    ['179 10', 'reef'],
    ['-179 10 --count 2', 'islet reef'],
    ['--count 2 -179 10', 'islet reef'],
    ['-179 --count 2 10', 'islet reef'],
    ['-179 10 --max-km 218 --count 9', 'islet'],
    ['-179 10 --mode road,rail', 'aton'],
    ['19 51 --count 9 --mode road', 'lodz mid aton'],
    ['19 51 --count 9 --mode rail --reachable-from aton', 'lodz north aton'],
    ['19 51 --count 9 --mode rail --reachable-from aton --avoid-country RU', 'aton'],
    ['19 51 --count 9 --mode rail --reaches lodz --avoid-mode sea,road', 'lodz north aton'],
    ['-179 10 --reaches islet --count 9', 'islet reef'],
  ])('%s', async (options, ids) => {
    const [lon, lat] =
      options
        .match(/-?\d+(\.\d+)?(?= |$)/g)
        ?.filter((word) => Number(word) !== 2)
        .map(Number) ?? []
    const { position, places } = await json(`nearest ${options}`)
    expect(position).toEqual([lon, lat])
    expect(places.map(({ node_id }: { node_id: string }) => node_id).join(' ')).toBe(ids)
  })

  it('prints a line for each place', async () => {
    expect(await lines('nearest -179 10 --count 2')).toEqual([
      'Nearest to longitude -179, latitude 10',
      '',
      'place  node_id     km  modes',
      'Islet  islet      0.0  sea',
      'Reef   reef     219.0  sea',
    ])
  })

  it('exits with 3 where there is none', async () => {
    const outcome = await ask('nearest -100 -60 --max-km 10')
    expect(outcome).toEqual({ code: EXIT.noRoute, out: 'No such place near longitude -100, latitude -60.\n', err: '' })
    expect(await json('nearest -100 -60 --max-km 10', EXIT.noRoute)).toEqual({ position: [-100, -60], places: [] })
  })
})

describe('on a narrow screen', () => {
  it.each([
    'matrix --from aton,north,mid --to lodz,mid,suez,north',
    'matrix --from aton,north --to lodz,mid --components',
    'reach aton --days 1,3,5',
    'frontier aton lodz --points 2',
    'alternatives aton lodz --max-stretch 3 --min-local-optimality 0',
    'alternatives aton lodz --shortest --count 3',
    'nearest 19 51 --count 3',
  ])('%s', async (line) => {
    const text = await lines(line, 40)
    expect(text.length).toBeGreaterThan(4)
    for (const row of text) expect(stringWidth(row)).toBeLessThanOrEqual(40)
  })
})

describe('wrong usage', () => {
  it.each<[string, RegExp]>([
    ['matrix --from aton', /required option '--to <list>' not specified/],
    ['matrix --from aton, --to lodz', /'aton,' is invalid\. Expected words separated by commas\./],
    ['matrix --from aton --to lodzz', /Unknown place "lodzz"; .*Did you mean "lodz"/],
    ['matrix --from aton --to lodz --csv --json', /'--csv' cannot be used with option '--json'/],
    ['matrix aton lodz --from aton --to lodz', /too many arguments/],
    ['matrix --from aton --to lodz --via mid', /unknown option '--via'/],
    ['reach', /missing required argument 'place'/],
    ['reach nowhere', /Unknown place "nowhere"/],
    ['reach aton --limit 1,x', /'1,x' is invalid\. Expected a number of at least 0\./],
    ['reach aton --limit -5', /'-5' is invalid/],
    ['reach aton --days 1 --limit 5', /'--days <list>' cannot be used with option '--limit <list>'/],
    [
      'reach aton --days 1 --objective cheapest',
      /Option --days limits the fastest routes, not the cheapest; give --limit\./,
    ],
    ['reach aton --objective fats', /Unknown objective "fats"/],
    ['frontier aton', /missing required argument 'to'/],
    ['frontier aton lodz --criteria fastest', /Option criteria is \["fastest"\]; expected two or three different/],
    ['frontier aton lodz --criteria time,fastest', /expected two or three different/],
    ['frontier aton lodz --criteria fastest,chaepest', /Unknown objective "chaepest"; .*"cheapest"/],
    ['frontier aton lodz --objective fastest', /unknown option '--objective'/],
    ['frontier aton lodz --points 0', /'0' is invalid\. Expected a whole number of at least 1\./],
    ['frontier aton lodz --points 1.5', /'1\.5' is invalid/],
    ['frontier aton lodz --epsilon -1', /'-1' is invalid\. Expected a number of at least 0\./],
    ['route aton lodz --within-days x', /'x' is invalid/],
    ['route aton lodz --within-usd -1', /'-1' is invalid/],
    ['route aton lodz --within-kg 5 --via mid', /'--within-kg <n>' cannot be used with option '--via <list>'/],
    ['route aton lodz --within-days 5 --within-kg 5 --within-usd 9', /makes four criteria; expected at most three/],
    ['alternatives aton lodz --count 0', /'0' is invalid\. Expected a whole number/],
    ['alternatives aton lodz --max-sharing 2', /Option maxSharing is 2; expected a number from 0 to 1\./],
    ['alternatives aton lodz --max-stretch 0.5', /Option maxStretch is 0\.5; expected at least 1\./],
    [
      'alternatives aton lodz --shortest --max-sharing 1',
      /'--max-sharing <share>' cannot be used with option '--shortest'/,
    ],
    ['nearest 5', /missing required argument 'lat'/],
    ['nearest 5 north', /'north' is invalid for argument 'lat'\. Expected degrees/],
    ['nearest -181 0', /The position is \[-181, 0\]; expected \[longitude, latitude\] in degrees/],
    ['nearest 0 -90.5', /The position is \[0, -90\.5\]/],
    ['nearest 0 0 --max-km -1', /'-1' is invalid/],
    ['nearest 0 0 --mode rial', /Unknown mode "rial"/],
    ['nearest 0 0 --reachable-from nroth', /Unknown place "nroth"; .*"north"/],
    ['nearest 0 0 --avoid-country RU', /Constraints are on the routes .*; give --reachable-from or --reaches too\./],
    ['nearest 0 0 --axle-load 20', /Constraints are on the routes/],
    ['nearest 0 0 --objective fastest', /unknown option '--objective'/],
  ])('%s', async (line, message) => {
    const outcome = await ask(line)
    expectOneMessage(outcome, message)
    expect(outcome.code).toBe(EXIT.usage)
  })

  it('bad data', async () => {
    for (const line of ['matrix --from a --to b', 'reach a', 'frontier a b', 'alternatives a b', 'nearest 0 0']) {
      const outcome = await landbridge([...line.split(' '), '--network', `${network}/nowhere`])
      expectOneMessage(outcome, /Cannot read the folder/)
      expect(outcome.code).toBe(EXIT.data)
    }
  })
})

describe('--help', () => {
  it('names the commands and their options', async () => {
    const { out } = await landbridge(['--help'])
    const options: Record<string, string> = {
      matrix: 'from to components csv json objective mode handling avoid-country lenient network',
      reach: 'to limit days geojson json objective',
      frontier: 'criteria points epsilon json avoid-passage',
      alternatives: 'count max-sharing max-stretch min-local-optimality shortest json',
      nearest: 'mode max-km count reachable-from reaches avoid-country axle-load date json',
      route: 'within-days within-usd within-kg',
    }
    for (const [command, named] of Object.entries(options)) {
      expect(out).toContain(`\n  ${command} `)
      const help = await landbridge([command, '--help'])
      expect([help.code, help.err]).toEqual([0, ''])
      for (const option of named.split(' ')) expect(help.out).toMatch(new RegExp(`^  --${option}( |$)`, 'm'))
    }
  })
})
