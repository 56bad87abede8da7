import type { CriticalElement, Criticality } from '../corridor/criticality.js'
import type { Extra } from '../corridor/extra.js'
import type { Objective } from '../routing/objective.js'
import { printable } from './route-text.js'
import { milliseconds } from './signal-time.js'
import { signed } from './signed.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const NUMBERS: readonly TextColumn[] = [
  { title: 'hours', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 'kg CO2e', align: 'right' },
]
/** For links and nodes of fibres alone. */
const SIGNALS: readonly TextColumn[] = [{ title: 'ms', align: 'right' }]
/** First where it is what they are ranked by; the others show themselves. */
const GENERALISED: readonly TextColumn[] = [{ title: 'generalised', align: 'right' }]
const COUNTS: readonly TextColumn[] = [
  { title: 'pairs', align: 'right' },
  { title: 'cut off', align: 'right' },
]

/**
 * The links or nodes of a route, or of the routes of many pairs, for a terminal: the ones whose loss costs most first, with what
 * goes round them pays more.
 *
 * @param width columns of the terminal
 */
export function criticalText(result: Criticality, width: number): string {
  const { of, objective, pairs, elements, examined } = result
  const isOne = pairs.length === 1
  const [pair] = pairs
  const what = isOne ? `${pair?.from_name} to ${pair?.to_name}` : `${pairs.length} pairs`
  const shown = elements.length < examined ? `, the first ${elements.length} of ${examined}` : ''
  const lines = [paragraph(printable(`${what}, ${objective}: what is lost with each of the ${of}${shown}`), width)]
  if (elements.length === 0) lines.push('', `Nothing to lose: no route passes ${of}.`)
  else {
    const isSignals = elements.every(({ modes }) => modes.every((mode) => mode === 'fibre'))
    const columns: readonly TextColumn[] = [
      { title: '#', align: 'right' },
      { title: of === 'links' ? 'link' : 'node', align: 'left' },
      ...(isOne ? [] : COUNTS),
      ...(objective === 'generalised' ? GENERALISED : []),
      ...(isSignals ? SIGNALS : NUMBERS),
    ]
    const rows = elements.map((element) => cells(element, isOne, objective, isSignals).map(printable))
    lines.push('', textTable(columns, rows, width))
  }
  if (!isOne)
    lines.push('', paragraph('Hours, USD and kg: sums over the pairs that have another way, by weight.', width))
  const without = pairs.filter(({ routed }) => !routed)
  if (without.length > 0) {
    const names = without.map(({ from_name, to_name }) => `${from_name} to ${to_name}`).join(', ')
    lines.push('', paragraph(printable(`No route to begin with: ${names}.`), width))
  }
  return lines.join('\n')
}

function cells(element: CriticalElement, isOne: boolean, objective: Objective, isSignals: boolean): string[] {
  const { rank, name, from_name, to_name, modes, pairs, cut_off, extra } = element
  const ends = from_name === undefined ? '' : `${from_name} - ${to_name}`
  const where = ends === '' || ends === name ? name : `${ends}, ${name}`
  const label = `${where} (${modes.join(', ')})`
  const counts = isOne ? [] : [String(pairs), String(cut_off)]
  if (isSignals) {
    return [String(rank), label, ...counts, extra === undefined ? 'no route' : signed(milliseconds(extra.time_h), 1)]
  }
  return [String(rank), label, ...counts, ...numbers(extra, objective)]
}

function numbers(extra: Extra | undefined, objective: Objective): string[] {
  const isGeneralised = objective === 'generalised'
  if (extra === undefined) return ['no route', '', '', ...(isGeneralised ? [''] : [])]
  return [
    ...(isGeneralised ? [signed(extra.generalised_usd, 0)] : []),
    signed(extra.time_h, 1),
    signed(extra.cost_usd, 0),
    signed(extra.co2e_kg, 0),
  ]
}
