import type { BreakEven, BreakEvenCorridor } from '../corridor/break-even/break-even.js'
import { amountWords, boundWords } from '../corridor/break-even/range-words.js'
import { HOURS_PER_DAY, KG_PER_TONNE } from '../units/units.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'best', align: 'left' },
  { title: 'days', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 't CO2e', align: 'right' },
]

/**
 * A break-even for a terminal: the sentence, what holds now, one line per route that is the best somewhere, and the corridors that
 * never are.
 *
 * @param width columns of the terminal
 */
export function breakEvenText(result: BreakEven, width: number): string {
  const { from_name, to_name, label, unit, objective, intervals, sentence, range } = result
  const [min, max] = boundWords(range)
  const title = `${from_name} to ${to_name}: the best corridor by ${objective} cost over ${label} (${unit}, ${min} to ${max})`
  const lines = [title.replace(/by (fastest|cheapest|generalised) cost/, criterionWords), '', sentence]
  const now = nowWords(result)
  if (now !== undefined) lines.push(now)
  const text = lines.map((line) => (line === '' ? '' : paragraph(printable(line), width)))
  if (intervals.length > 0) {
    const bounds = boundWords([min === undefined ? 0 : range[0], ...intervals.map(({ to }) => to)])
    const rows = intervals.map(({ name, totals }, i) => [
      `${bounds[i]} to ${bounds[i + 1]}`,
      printable(name),
      (totals.time_h / HOURS_PER_DAY).toFixed(1),
      totals.cost_usd === undefined ? UNKNOWN : grouped(totals.cost_usd, 0),
      totals.co2e_kg === undefined ? UNKNOWN : (totals.co2e_kg / KG_PER_TONNE).toFixed(2),
    ])
    text.push('', textTable([{ title: unit, align: 'left' }, ...COLUMNS], rows, width))
  }
  const rest = losers(result.corridors)
  if (rest.length > 0) text.push('', ...rest.map((line) => paragraph(printable(line), width)))
  return text.join('\n')
}

function criterionWords(_: string, objective: string): string {
  const words: Readonly<Record<string, string>> = {
    fastest: 'by time',
    cheapest: 'by cost',
    generalised: 'by generalised cost',
  }
  return words[objective] as string
}

function nowWords({ current, now, unit }: BreakEven): string | undefined {
  if (now === undefined) return undefined
  return current === undefined ? `Now: ${now.name}.` : `Now, at ${amountWords(current, unit)}: ${now.name}.`
}

function losers(corridors: readonly BreakEvenCorridor[]): string[] {
  const never = corridors.filter(({ status, wins }) => status === 'ok' && !wins).map(({ name }) => name)
  const closed = corridors.filter(({ status }) => status === 'no-route')
  return [
    ...(never.length === 0 ? [] : [`Never the best: ${never.join(', ')}.`]),
    ...closed.map(({ name, reason }) => `${name}: ${reason}`),
  ]
}
