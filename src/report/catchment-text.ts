import type { Catchment, CatchmentFacility } from '../corridor/facilities/catchment.js'
import type { Budget } from '../routing/frontier.js'
import { HOURS_PER_DAY } from '../units/units.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

/**
 * The facilities in reach of a place for a terminal: those within the limits, the best first, with what their best route takes.
 *
 * @param width columns of the terminal
 * @param all whether to list those that have routes, but none within the limits, as well
 */
export function catchmentText(catchment: Catchment, width: number, { all = false } = {}): string {
  const { place_name, direction, objective, within, counts, facilities, pricing } = catchment
  const side = direction === 'to' ? 'To' : 'From'
  const total = facilities.length === 1 ? '1 facility' : `${grouped(facilities.length, 0)} facilities`
  const heading = `${side} ${place_name} within ${limitsText(within)}, ${objective}: ${grouped(counts.within, 0)} of ${total}`
  const lines = [paragraph(printable(heading), width)]
  // One kind needs no column.
  const hasKinds = new Set(facilities.map(({ kind }) => kind)).size > 1
  const columns = NAMES.filter((_, i) => hasKinds || i !== KIND)
  const names = (row: CatchmentFacility): string[] => nameCells(row).filter((_, i) => hasKinds || i !== KIND)
  const kept = facilities.filter(({ ok }) => ok)
  if (kept.length > 0) {
    const rows = kept.map((row) => [...names(row), ...totals(row)].map(printable))
    lines.push('', textTable([...columns, ...TOTALS], rows, width))
  }
  // Those over the limits are before those without a route only where the ids have it so.
  const over = facilities.filter(({ ok, least }) => !ok && Object.keys(least).length === Object.keys(within).length)
  if (counts.over > 0) {
    const what = counts.over === 1 ? '1 more has routes' : `${grouped(counts.over, 0)} more have routes`
    const least = all ? ': the least that any takes, each limit alone' : ''
    lines.push('', paragraph(`${what}, but none within ${limitsText(within)}${least}.`, width))
    if (all) {
      const limits = LEAST.filter(({ key }) => within[key] !== undefined)
      const rows = over.map((row) => [...names(row), ...limits.map(({ key, text }) => text(row.least[key]))])
      lines.push('', textTable([...columns, ...limits.map(({ column }) => column)], rows.map((row) => row.map(printable)), width)) // biome-ignore format: one line
    }
  }
  if (counts.no_route > 0) {
    lines.push('', paragraph(`${counts.no_route === 1 ? '1 has' : `${grouped(counts.no_route, 0)} have`} no route.`, width)) // biome-ignore format: one line
  }
  if (pricing === 'repriced') {
    lines.push('', paragraph('Limits of cost hold for what adds up link by link; USD are of the whole tariff.', width))
  }
  return lines.join('\n')
}

/** As "20 days and USD 4,000". */
function limitsText({ time_h, cost_usd, co2e_kg }: Budget): string {
  const plain = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 })
  const parts = [
    ...(time_h === undefined ? [] : [`${plain(time_h / HOURS_PER_DAY)} ${time_h === HOURS_PER_DAY ? 'day' : 'days'}`]),
    ...(cost_usd === undefined ? [] : [`USD ${plain(cost_usd)}`]),
    ...(co2e_kg === undefined ? [] : [`${plain(co2e_kg)} kg CO2e`]),
  ]
  const last = parts.pop() as string
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

const NAMES: readonly TextColumn[] = [left('facility'), left('kind'), left('place'), left('country')]
/** Where the kind stands among them. */
const KIND = 1
const TOTALS: readonly TextColumn[] = [right('days'), right('USD'), right('kg CO2e')]

const days = (hours: number | undefined): string => (hours === undefined ? UNKNOWN : grouped(hours / HOURS_PER_DAY, 1))
const whole = (value: number | undefined): string => (value === undefined ? UNKNOWN : grouped(value, 0))

const LEAST: readonly {
  readonly key: keyof Budget
  readonly column: TextColumn
  readonly text: (value: number | undefined) => string
}[] = [
  { key: 'time_h', column: right('least days'), text: days },
  { key: 'cost_usd', column: right('least USD'), text: whole },
  { key: 'co2e_kg', column: right('least kg CO2e'), text: whole },
]

function nameCells({ name, kind, node_name, country }: CatchmentFacility): string[] {
  return [name, kind.replaceAll('_', ' '), node_name, country ?? '']
}

function totals({ totals }: CatchmentFacility): string[] {
  return [days(totals?.time_h), whole(totals?.cost_usd), whole(totals?.co2e_kg)]
}
