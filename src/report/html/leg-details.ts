import type { Comparison, OpenCorridor } from '../../corridor/compare.js'
import { roundToSum } from '../../units/units.js'
import { MEASURE_WORDS } from '../drawing/measure.js'
import { escaped } from '../drawing/svg.js'
import { grouped, legName, legPlace, UNKNOWN } from '../route-text.js'
import { nameMark } from './headline.js'
import type { PageSection } from './page-section.js'
import { scrollRegion } from './scroll-region.js'

/** Each route leg by leg, folded. */
export function legDetails({ corridors }: Comparison): PageSection {
  const parts = corridors.flatMap((corridor, index) => (corridor.status === 'ok' ? [details(corridor, index)] : []))
  return {
    id: 'routes',
    title: 'Each route, leg by leg',
    body: parts.length === 0 ? '<p>No corridor has a route.</p>' : parts.join('\n'),
  }
}

function details(corridor: OpenCorridor, index: number): string {
  const { itinerary, totals, name } = corridor
  const { legs } = itinerary
  const columns = [
    ['hours', legs.map((leg) => leg.time_h), totals.time_h, 1],
    ['USD', legs.map((leg) => leg.cost_usd), totals.cost_usd, 0],
    ['kg CO2e', legs.map((leg) => leg.co2e_kg), totals.co2e_kg, 0],
    ['km', legs.map((leg) => leg.length_km), totals.length_km, 0],
  ] as const
  const cells = columns.map(([, values, total, decimals]) => written(values, total, decimals))
  const rows = legs.map((leg, i) => {
    const values = cells.map((column) => `<td>${column[i] ?? ''}</td>`).join('')
    return `<tr><th scope="row">${escaped(legName(leg))}</th><td class="text wrap">${escaped(legPlace(leg))}</td>${values}</tr>`
  })
  const sums = cells.map((column) => `<td>${column[legs.length] ?? ''}</td>`).join('')
  const cost = MEASURE_WORDS.cost.of(totals)
  const summary = [
    MEASURE_WORDS.time.write(totals.time_h / 24),
    cost === undefined ? 'USD unknown' : MEASURE_WORDS.cost.write(cost),
    `${grouped(totals.length_km, 0)} km`,
  ].join(', ')
  return `<details><summary>${nameMark(index)} <strong>${escaped(name)}</strong>: ${escaped(summary)}</summary>${statuses(itinerary.statuses)}${scrollRegion(
    `Legs of ${name}`,
    `<table><thead><tr><th scope="col">leg</th><th scope="col" class="text">where</th>${columns.map(([title]) => `<th scope="col">${title}</th>`).join('')}</tr></thead><tbody>${rows.join('')}<tr class="sum"><th scope="row">total</th><td></td>${sums}</tr></tbody></table>`,
  )}</details>`
}

function statuses(found: readonly string[]): string {
  return found.length === 0 ? '' : `<p class="note">On the way: links with status ${escaped(found.join(', '))}.</p>`
}

/** The cells of a column and of its sum; the printed ones add up where all are known. */
function written(values: readonly (number | undefined)[], total: number | undefined, decimals: number): string[] {
  const known = values.filter((value) => value !== undefined)
  if (total === undefined || known.length < values.length) {
    return [...values, total].map((value) => (value === undefined ? UNKNOWN : grouped(value, decimals)))
  }
  const rounded = roundToSum(known, decimals)
  return [...rounded, rounded.reduce((sum, value) => sum + value, 0)].map((value) => grouped(value, decimals))
}
