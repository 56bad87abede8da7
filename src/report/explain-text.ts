import { amountWords, boundWords } from '../corridor/break-even/range-words.js'
import type { Pair } from '../corridor/explain/differences.js'
import type { Explanation } from '../corridor/explain/explain.js'
import type { Flip, NoFlip } from '../corridor/explain/flips.js'
import type { Stretch, StretchLeg, StretchSide } from '../corridor/explain/stretches.js'
import type { NoRoute } from '../routing/no-route.js'
import { HOURS_PER_DAY, KG_PER_TONNE } from '../units/units.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { signed } from './signed.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const STRETCH_COLUMNS: readonly TextColumn[] = [
  { title: 'h', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 'kg CO2e', align: 'right' },
]

/**
 * Why one route and not another, for a terminal: a sentence, the components side by side, the stretches on which the two
 * differ, and what alone would flip the choice.
 *
 * @param nameOf the name of a node id
 * @param width columns of the terminal
 */
export function explainText(result: Explanation | NoRoute, nameOf: (id: string) => string, width: number): string {
  if (result.status === 'no-route') return paragraph(printable(result.reason), width)
  const say = (text: string, first = '', next = first): string => paragraph(printable(text), width, first, next)
  const { from_name, to_name, objective, asked, verdict } = result
  const title = `${from_name} to ${to_name}, ${objective}: why ${chosenName(result)} and not ${asked.name}`
  const lines = [say(title), '', say(capital(verdictWords(result)))]
  if (verdict === 'same' || verdict === 'no-route') return lines.join('\n')
  lines.push('', componentTable(result, width), '', stretchTable(result, nameOf, width))
  if (verdict === 'worse') lines.push('', ...flipLines(result, say))
  return lines.join('\n')
}

function chosenName({ chosen_corridor }: Explanation): string {
  return chosen_corridor?.name ?? 'the best route'
}

function verdictWords(result: Explanation): string {
  const { asked, verdict, gap = 0, criterion_unit, objective, differences } = result
  if (asked.status === 'no-route') return `${asked.name}: ${asked.reason}`
  if (verdict === 'same') return `${asked.name} is the best route.`
  const { time_h, cost_usd, co2e_kg } = differences ?? {}
  const days = compared(time_h?.total, 1 / HOURS_PER_DAY, 1, (amount) => `${amount} days`, 'faster', 'slower')
  const usd = compared(cost_usd?.total, 1, 0, (amount) => `USD ${amount}`, 'cheaper', 'dearer')
  const tonnes = compared(co2e_kg?.total, 1 / KG_PER_TONNE, 2, (amount) => `${amount} t CO2e`, 'cleaner', 'dirtier')
  const list = [days, usd, tonnes].filter((words) => words !== undefined)
  const beside =
    list.length === 0
      ? 'takes the same'
      : `is ${list.slice(0, -1).join(', ')}${list.length > 1 ? ' and ' : ''}${list[list.length - 1]}`
  const what = { fastest: 'time', cheapest: 'cost', greenest: 'carbon', generalised: 'generalised cost' }[objective]
  const difference = amountWords(Math.abs(gap), criterion_unit)
  const sum =
    verdict === 'equal'
      ? `the ${what} is the same but for rounding`
      : `the ${what} is ${difference} ${verdict === 'worse' ? 'higher' : 'lower, by what the question itself may not use'}`
  return `${asked.name} ${beside}: ${sum}.`
}

/** A name may begin with a small letter; a sentence does not. */
function capital(sentence: string): string {
  return sentence.replace(/^./u, (letter) => letter.toUpperCase())
}

function compared(
  pair: Pair | undefined,
  scale: number,
  decimals: number,
  words: (amount: string) => string,
  less: string,
  more: string,
): string | undefined {
  if (pair?.difference === undefined) return undefined
  const amount = grouped(Math.abs(pair.difference * scale), decimals)
  if (Number(amount.replaceAll(',', '')) === 0) return undefined
  return `${words(amount)} ${pair.difference < 0 ? less : more}`
}

function componentTable(result: Explanation, width: number): string {
  const { differences, asked } = result
  if (differences === undefined) return ''
  const { time_h, cost_usd, co2e_kg, length_km, generalised_usd } = differences
  const rows: string[][] = []
  const add = (name: string, pair: Pair, decimals = 0): void => {
    const { chosen, asked, difference } = pair
    if (chosen === 0 && asked === 0) return
    rows.push([name, cell(chosen, decimals), cell(asked, decimals), signed(difference, decimals)])
  }
  add('hours', time_h.total, 1)
  for (const part of ['moving', 'border', 'transfer', 'waiting'] as const) add(`hours ${part}`, time_h[part], 1)
  add('USD', cost_usd.total)
  for (const [part, pair] of parts(cost_usd)) add(`USD ${part}`, pair)
  add('kg CO2e', co2e_kg.total)
  for (const [part, pair] of parts(co2e_kg)) add(`kg ${part}`, pair)
  add('km', length_km)
  add('generalised', generalised_usd.total)
  for (const part of ['freight', 'time', 'carbon'] as const) add(`of which ${part}`, generalised_usd[part])
  const columns: TextColumn[] = [
    { title: '', align: 'left' },
    { title: printable(shortName(chosenName(result))), align: 'right' },
    { title: printable(shortName(asked.name)), align: 'right' },
    { title: 'difference', align: 'right' },
  ]
  return textTable(columns, rows, width)
}

/** A heading that leaves room for the numbers. */
function shortName(name: string): string {
  return name.length > 20 ? 'asked about' : name
}

function parts(amounts: Readonly<Record<string, Pair>>): [string, Pair][] {
  return Object.entries(amounts).filter(([part]) => part !== 'total')
}

function cell(value: number | undefined, decimals: number): string {
  return value === undefined ? UNKNOWN : grouped(value, decimals)
}

function stretchTable(result: Explanation, nameOf: (id: string) => string, width: number): string {
  const columns: TextColumn[] = [
    { title: 'where', align: 'left' },
    { title: printable(shortName(chosenName(result))), align: 'left' },
    { title: printable(shortName(result.asked.name)), align: 'left' },
    ...STRETCH_COLUMNS,
  ]
  const rows = result.stretches.map((stretch) => {
    const isShared = stretch.kind === 'shared'
    const sides = [
      sideWords(stretch.chosen, stretch, nameOf),
      isShared ? 'the same' : sideWords(stretch.asked, stretch, nameOf),
    ]
    const amounts = [
      signed(stretch.time_h.difference, 1),
      signed(stretch.cost_usd.difference, 0),
      signed(stretch.co2e_kg.difference, 0),
    ]
    return [placeWords(stretch), ...sides, ...amounts].map(printable)
  })
  return textTable(columns, rows, width)
}

function placeWords({ from, to, from_name, to_name }: Stretch): string {
  return from === to ? from_name : `${from_name} - ${to_name}`
}

/** "rail, border at Dostyk, change of gauge at Dostyk, rail" */
function sideWords({ legs }: StretchSide, stretch: Stretch, nameOf: (id: string) => string): string {
  if (legs.length === 0) return '-'
  const words = legs.map((leg) => legWords(leg, stretch, nameOf))
  return words.filter((word, i) => word !== words[i - 1]).join(', ')
}

function legWords({ kind, mode, operation, to }: StretchLeg, stretch: Stretch, nameOf: (id: string) => string): string {
  const isEnd = to === stretch.to || to === stretch.from
  const place = isEnd ? '' : ` at ${nameOf(to)}`
  if (kind === 'border') return `border${place}`
  if (kind === 'transport') return mode
  if (operation === 'load' || operation === 'unload') return `${operation} ${mode}`
  return operation === 'gauge' ? `gauge${place}` : `to ${mode}${place}`
}

function flipLines(
  { flips, cannot, asked, objective }: Explanation,
  say: (text: string, first?: string, next?: string) => string,
): string[] {
  if (flips.length + cannot.length === 0)
    return [say(`Nothing that is tried here has a part in the ${objective} route.`)]
  const lines =
    flips.length === 0
      ? [say(capital(`${asked.name} would be the best by no single change.`))]
      : [
          say(
            capital(
              `${asked.name} would be as good as the best if one of these alone changed, the smallest change first:`,
            ),
          ),
          ...flips.map((flip) => say(flipWords(flip), '- ', '  ')),
        ]
  if (cannot.length > 0) lines.push('', say(`Not by any of these alone: ${cannotWords(cannot)}.`))
  return lines
}

/** One by one, but for hours, which are many. */
function cannotWords(cannot: readonly NoFlip[]): string {
  const counted = [
    ['border:', 'border crossing', 'border crossings'],
    ['transfer:', 'handling', 'handlings'],
  ] as const
  const hours = counted.flatMap(([start, one, many]) => {
    const { length } = cannot.filter(({ parameter }) => parameter.startsWith(start))
    return length === 0 ? [] : [length === 1 ? `1 ${one}` : `${length} ${many}`]
  })
  const others = cannot.filter(({ parameter }) => counted.every(([start]) => !parameter.startsWith(start)))
  const range = cannot.find(({ unit }) => unit === 'h')?.range ?? [0, 0]
  return [
    ...others.map(noFlipWords),
    ...(hours.length === 0 ? [] : [`the hours of ${hours.join(' or ')} (${boundWords(range).join(' to ')} h)`]),
  ].join('; ')
}

function flipWords({ label, unit, at, side, current, relative, verified }: Flip): string {
  const [now, then] = boundWords(current < at ? [current, at] : [at, current])
  const [nowWords, atWords] = current < at ? [now, then] : [then, now]
  const change = relative === undefined ? '' : `, ${signed(100 * relative, 0)} %`
  const doubt = verified ? '' : '; not confirmed by asking again'
  return `${label} ${side} ${framed(unit, atWords ?? '')} (now ${nowWords}${change}${doubt})`
}

/** A number as written, with its unit, but for factors, which the label names. */
function framed(unit: string, number: string): string {
  if (unit.startsWith('USD')) return `USD ${number}${unit.slice('USD'.length)}`
  return unit.startsWith('times ') ? `${number} times what it is` : `${number} ${unit}`
}

function noFlipWords({ label, unit, range }: NoFlip): string {
  const [min, max] = boundWords(range)
  return `${label} (${framed(unit, `${min} to ${max}`)})`
}
