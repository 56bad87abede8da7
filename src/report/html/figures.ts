import type { BreakEven } from '../../corridor/break-even/break-even.js'
import type { Comparison } from '../../corridor/compare.js'
import type { Network } from '../../network/network.js'
import { breakEvenChart } from '../drawing/break-even.js'
import { corridorMap } from '../drawing/map.js'
import { paretoPlot } from '../drawing/pareto.js'
import { profileChart } from '../drawing/profile.js'
import { sharesChart } from '../drawing/shares.js'
import { type Drawing, escaped, inlineSvg } from '../drawing/svg.js'
import type { PageSection } from './page-section.js'

/** The layouts of a figure, and the width each is drawn for; the style sheet shows one of them. */
const LAYOUTS = [
  ['narrow', 300],
  ['middle', 590],
  ['wide', 960],
] as const

/** The map first, then the charts. Without a route there is nothing to draw. */
export async function figureSections(
  comparison: Comparison,
  network: Network,
  breakEvens: readonly BreakEven[],
): Promise<PageSection[]> {
  const open = comparison.corridors.filter((corridor) => corridor.status === 'ok')
  if (open.length === 0) return []
  const hasCost = open.some(({ totals }) => totals.cost_usd !== undefined)
  const hasCarbon = open.some(({ totals }) => totals.co2e_kg !== undefined)
  const places = new Map(comparison.corridors.map(({ id }, index) => [id, index]))
  // A break-even over other corridors than those compared has letters after theirs.
  const indexOf = (id: string): number => {
    const index = places.get(id) ?? places.size
    places.set(id, index)
    return index
  }
  const stops = 'Diamonds are borders, dots transfers'
  return [
    {
      id: 'map',
      title: 'The corridors on the map',
      body: await figure(
        (width) => corridorMap(comparison, network, width),
        `${stops}. Lines are great circles between the places of a route: they show the order of places, not the track. Equal-earth projection; land: Natural Earth.`,
        'map',
      ),
    },
    {
      id: 'time-distance',
      title: 'Time against distance',
      body: await figure(
        (width) => profileChart(comparison, 'time', width),
        `Movement slopes, stops step. ${stops}. A flat line is a fast one.`,
      ),
    },
    ...(hasCost
      ? [
          {
            id: 'cost-distance',
            title: 'Cost against distance',
            body: await figure(
              (width) => profileChart(comparison, 'cost', width),
              `Freight slopes, fees and handling step. ${stops}. A line that leaves the chart says where it ends.`,
            ),
          },
        ]
      : []),
    {
      id: 'shares',
      title: `Where the ${['hours', ...(hasCost ? ['dollars'] : []), ...(hasCarbon ? ['kilograms'] : [])].join(', ').replace(/, (\w+)$/, ' and $1')} go`,
      body: [
        '<h3>Time</h3>',
        await figure((width) => sharesChart(comparison, 'time', width)),
        ...(hasCost ? ['<h3>Cost</h3>', await figure((width) => sharesChart(comparison, 'cost', width))] : []),
        ...(hasCarbon
          ? [
              '<h3>Carbon</h3>',
              await figure((width) => sharesChart(comparison, 'carbon', width), 'CO2 equivalents, well to wheel.'),
            ]
          : []),
      ].join('\n'),
    },
    ...(hasCost
      ? [
          {
            id: 'pareto',
            title: 'Time against cost, and carbon',
            body: await figure(
              (width) => paretoPlot(comparison, width),
              'The area of a disc is its carbon. Hollow: dominated. Down and to the left is better.',
            ),
          },
        ]
      : []),
    ...(breakEvens.length === 0
      ? []
      : [
          {
            id: 'break-even',
            title: 'When the answer flips',
            body: (
              await Promise.all(
                breakEvens.map(
                  async (breakEven) =>
                    `<h3>${escaped(capital(breakEven.label))}</h3><p>${escaped(breakEven.sentence)}</p>${await figure(
                      (width) => breakEvenChart(breakEven, width, indexOf),
                      'The thick line is the best corridor; the bar below says which one it is.',
                    )}`,
                ),
              )
            ).join('\n'),
          },
        ]),
  ]
}

async function figure(draw: (width: number) => Promise<Drawing>, caption = '', className = 'chart'): Promise<string> {
  const drawings: string[] = []
  for (const [layout, width] of LAYOUTS) drawings.push(inlineSvg(await draw(width), layout))
  return `<figure class="${className}">${drawings.join('\n')}${caption === '' ? '' : `<figcaption>${escaped(caption)}</figcaption>`}</figure>`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
