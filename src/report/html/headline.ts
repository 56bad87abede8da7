import type { CompareQuery, Comparison, OpenCorridor } from '../../corridor/compare.js'
import type { Objective } from '../../routing/objective.js'
import { lookOf } from '../drawing/corridor-look.js'
import { MEASURE_WORDS } from '../drawing/measure.js'
import { BACKGROUND, INK } from '../drawing/palette.js'
import { escaped } from '../drawing/svg.js'
import { grouped } from '../route-text.js'

const OBJECTIVE_WORDS: Readonly<Record<Objective, string>> = {
  fastest: 'by time',
  cheapest: 'by cost',
  greenest: 'by carbon',
  generalised: 'by generalised cost (freight, hours and carbon, each at its price)',
}

/** The question in words, and the best corridor by each criterion. */
export function headline(comparison: Comparison, query: Partial<CompareQuery>): string {
  const { from_name, to_name, corridors, objective } = comparison
  const open = corridors.filter((corridor) => corridor.status === 'ok')
  const worse = open.filter((corridor) => corridor.dominated)
  const scenario = query.scenario
  return [
    '<p class="kicker">Corridor comparison</p>',
    `<h1>${escaped(from_name)} to ${escaped(to_name)}</h1>`,
    `<p class="lead">Which way for ${shipmentWords(comparison)} from ${escaped(from_name)} to ${escaped(to_name)}? Compared: ${corridors.length} ${corridors.length === 1 ? 'corridor' : 'corridors'}, each by its best route ${OBJECTIVE_WORDS[objective]}.${scenario === undefined ? '' : ` The network is changed by the scenario “${escaped(scenario.name ?? scenario.id)}”.`}</p>`,
    tiles(comparison),
    worse.length === 0
      ? ''
      : `<p class="note">Dominated, that is no better than another corridor in time, cost and carbon and worse in one: ${worse.map(({ name }) => escaped(name)).join(', ')}.</p>`,
  ].join('\n')
}

/** The shipment in words: "2 TEU with 20 t of goods worth USD 50,000". */
export function shipmentWords({ shipment }: Comparison): string {
  const { teu, tonnes, value_usd, mwh } = shipment
  const worth = `worth USD ${grouped(value_usd, 0)}`
  if (mwh !== undefined && teu === 0 && tonnes === 0) return `${amount(mwh)} MWh ${worth}`
  const cargo = `${amount(tonnes)} t of goods${mwh === undefined ? '' : ` and ${amount(mwh)} MWh`} ${worth}`
  return teu === 0 ? cargo : `${amount(teu)} TEU with ${cargo}`
}

export function amount(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 })
}

function tiles({ corridors }: Comparison): string {
  const open = corridors.flatMap((corridor, index) => (corridor.status === 'ok' ? [{ corridor, index }] : []))
  const tile = (
    what: string,
    of: (corridor: OpenCorridor) => number | undefined,
    write: (value: number) => string,
  ): string => {
    let best: { readonly corridor: OpenCorridor; readonly index: number } | undefined
    let least = Number.POSITIVE_INFINITY
    for (const entry of open) {
      const value = of(entry.corridor)
      if (value !== undefined && value < least) {
        least = value
        best = entry
      }
    }
    if (best === undefined) return ''
    return `<li><span class="what">${what}</span><span class="value">${escaped(write(least))}</span><span class="who">${nameMark(best.index)}${escaped(best.corridor.name)}</span></li>`
  }
  const list = [
    tile('Fastest', ({ totals }) => MEASURE_WORDS.time.of(totals), MEASURE_WORDS.time.write),
    tile('Cheapest', ({ totals }) => MEASURE_WORDS.cost.of(totals), MEASURE_WORDS.cost.write),
    tile('Least carbon', ({ totals }) => MEASURE_WORDS.carbon.of(totals), MEASURE_WORDS.carbon.write),
    tile(
      'Lowest generalised cost',
      ({ generalised_usd }) => generalised_usd,
      (value) => `USD ${grouped(value, 0)}`,
    ),
  ].join('')
  return list === '' ? '<p><strong>No corridor has a route.</strong></p>' : `<ul class="tiles">${list}</ul>`
}

/** The letter of a corridor in a ring of its colour; hidden from screen readers, because its name stands beside it. */
export function nameMark(index: number): string {
  const { letter, colour } = lookOf(index)
  return `<svg class="landbridge-drawing mark" aria-hidden="true" viewBox="0 0 22 22"><circle cx="11" cy="11" r="9.4" fill="${BACKGROUND}" stroke="${colour}" stroke-width="2.2"/><text x="11" y="15" text-anchor="middle" font-size="11.5" font-weight="700" fill="${INK}">${letter}</text></svg>`
}

/** The key to letters, colours and dashes. */
export function corridorKey({ corridors }: Comparison): string {
  const items = corridors.map(({ name, status }, index) => {
    const { letter, colour, dash } = lookOf(index)
    const line = dash === undefined ? '' : ` stroke-dasharray="${dash}"`
    return `<li><svg class="landbridge-drawing sample" aria-hidden="true" viewBox="0 0 66 22"><path d="M0,11H42" stroke="${colour}" stroke-width="2.6"${line}/><circle cx="54" cy="11" r="9.4" fill="${BACKGROUND}" stroke="${colour}" stroke-width="2.2"/><text x="54" y="15" text-anchor="middle" font-size="11.5" font-weight="700" fill="${INK}">${letter}</text></svg><span>${escaped(name)}${status === 'ok' ? '' : ' (no route)'}</span></li>`
  })
  return `<ul class="key" aria-label="Corridors">${items.join('')}</ul>\n`
}
