import type { LostElement, Resilience, Survival, SurvivalSummary } from '../corridor/hazards/resilience.js'
import { grouped, printable } from './route-text.js'
import { signed } from './signed.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

/**
 * What survives of a corridor without each of its parts, for a terminal: the weakest first.
 *
 * @param through the name of the corridor, where one is asked for
 * @param limit elements shown at most
 * @param width columns of the terminal
 */
export function resilienceText(answer: Resilience, through: string | undefined, limit: number, width: number): string {
  const { from_name, to_name, objective, unit, value, elements, within, any } = answer
  const by = through === undefined ? '' : `, ${through}`
  const amount = unit === 'USD' ? `USD ${grouped(value, 0)}` : `${grouped(value, 1)} ${unit}`
  const title = `${from_name} to ${to_name}${by}, ${objective}: ${amount}; what survives the loss of one link or place`
  const lines = [paragraph(printable(title), width)]
  if (elements.length === 0)
    return [...lines, '', 'Nothing to lose: there are no links or places on the way.'].join('\n')
  const hasCorridor = through !== undefined
  const columns = [
    left('without'),
    left('mode'),
    ...(hasCorridor ? [right('within'), right('any way')] : [right('survives')]),
    right('hours'),
    right('USD'),
  ]
  const rows = elements.slice(0, limit).map((element) => cells(element, hasCorridor).map(printable))
  lines.push('', textTable(columns, rows, width))
  if (elements.length > limit) lines.push('', `And ${grouped(elements.length - limit, 0)} more that survive better.`)
  const summaries = hasCorridor
    ? [summary('Within the corridor', within), summary('By any way', any)]
    : [summary('In all', any)]
  for (const text of summaries) lines.push('', paragraph(printable(text), width))
  const of = hasCorridor ? ' Hours and USD: what the way within the corridor takes more.' : ''
  lines.push('', paragraph(`Share: ${answer.formula}.${of}`, width))
  return lines.join('\n')
}

function nameOf({ kind, name, from_name, to_name }: LostElement): string {
  const ends = `${from_name} - ${to_name}`
  return kind === 'node' || ends === name ? name : `${ends}, ${name}`
}

function cells(element: LostElement, hasCorridor: boolean): string[] {
  const { mode, survival, survival_any } = element
  const shares = hasCorridor ? [survival, survival_any] : [survival]
  const { extra } = survival
  return [
    nameOf(element),
    mode,
    ...shares.map(share),
    extra === undefined ? 'no way' : signed(extra.time_h, 1),
    extra === undefined ? '' : signed(extra.cost_usd, 0),
  ]
}

function share({ share, cut_off }: Survival): string {
  return cut_off ? '0 %' : percent(share)
}

function summary(scope: string, { least, weakest, mean_by_km }: SurvivalSummary): string {
  if (least === undefined || weakest === undefined) return `${scope} nothing can be lost.`
  if (least === 1) return `${scope} nothing is lost with any of them.`
  const mean = mean_by_km === undefined ? '' : `; ${percent(mean_by_km)} in the mean over the km of the links`
  return `${scope} ${percent(least)} survives the loss of the weakest, ${nameOf(weakest)}${mean}.`
}

function percent(share: number): string {
  return `${grouped(100 * share, 1)} %`
}
