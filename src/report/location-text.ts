import type { DryPort } from '../corridor/facilities/dry-port.js'
import type { CandidatePlace, ChosenPlace, Location } from '../corridor/facilities/location.js'
import { grouped, printable } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

/**
 * Where dry ports save most, for a terminal: the places chosen, how good the choice is, and the best candidates alone.
 *
 * @param width columns of the terminal
 * @param top at most so many candidates
 */
export function locationText(location: Location, width: number, top: number): string {
  const { objective, unit, change, count, pairs, without_route, chosen, candidates, before, after, pricing } = location
  const what = count === 1 ? 'one dry port saves' : `${grouped(count, 0)} dry ports save`
  const over = pairs === 1 ? '1 pair' : `${grouped(pairs, 0)} pairs`
  const lines = [paragraph(`Where ${what} most over ${over}, ${objective} (a dry port: ${changeText(change)})`, width)]
  if (chosen.length === 0) lines.push('', 'Nowhere: no candidate alone saves anything.')
  else {
    const columns = [right('#'), left('place'), left('country'), right(`saves ${unit}`), right('in all')]
    lines.push('', textTable(columns, chosen.map(chosenCells), width))
  }
  lines.push('', paragraph(boundText(location), width))
  const sums = `${grouped(before, 0)} ${unit} before, ${grouped(after, 0)} ${unit} after`
  lines.push('', paragraph(`Sum over the pairs, by weight: ${sums}.`, width))
  const useful = candidates.filter(({ saving }) => saving > 0)
  if (useful.length > 0) {
    const shown = Math.min(top, useful.length)
    const all = `${grouped(useful.length, 0)} of ${grouped(candidates.length, 0)} candidates`
    const first = shown < useful.length ? `; the first ${grouped(shown, 0)}` : ''
    lines.push('', paragraph(`Alone, ${all} save something${first}:`, width), '')
    const columns = [left('place'), left('country'), right(`saves ${unit}`), right('pairs')]
    lines.push(textTable(columns, useful.slice(0, top).map(candidateCells), width))
  }
  if (without_route > 0) {
    const who =
      without_route === 1 ? '1 pair has no route and is' : `${grouped(without_route, 0)} pairs have no route and are`
    lines.push('', paragraph(`${who} left out.`, width))
  }
  if (pricing === 'repriced') lines.push('', paragraph('USD of what adds up link by link.', width))
  return lines.join('\n')
}

function changeText({ time_factor, cost_factor, carbon_factor, transfers, provides }: DryPort): string {
  const parts = [
    ...(time_factor === undefined ? [] : [`${time_factor} x the hours of handling`]),
    ...(cost_factor === undefined ? [] : [`${cost_factor} x its cost`]),
    ...(carbon_factor === undefined ? [] : [`${carbon_factor} x its carbon`]),
    ...(transfers === undefined ? [] : [`${transfers.length} more rules of transfer`]),
    ...(provides === undefined ? [] : [`provides ${provides.join(', ')}`]),
  ]
  return printable(parts.join(', '))
}

function boundText({ bound, unit, count, saving, chosen }: Location): string {
  const upper = `${grouped(bound.upper, 0)} ${unit}`
  const of = count === 1 ? 'choice' : `choice of ${grouped(count, 0)}`
  if (bound.kind === 'exact') return saving === 0 ? `Exact: no ${of} saves anything.` : `Exact: no ${of} saves more.`
  const share = Math.floor(bound.guarantee * 100)
  const why = bound.kind === 'submodular' ? ', as no route that is better than before profits from two of them' : ''
  const limit = `no ${of} saves more than ${upper}`
  const alone = chosen.length === 0 ? ' Two at once may save where each alone does not.' : ''
  return `At least ${share} % of what the best ${of} saves${why}; ${limit}.${alone}`
}

function chosenCells({ rank, name, country, gain, saving }: ChosenPlace): string[] {
  return [String(rank), name, country ?? '', grouped(gain, 0), grouped(saving, 0)].map(printable)
}

function candidateCells({ name, country, saving, pairs }: CandidatePlace): string[] {
  return [name, country ?? '', grouped(saving, 0), grouped(pairs, 0)].map(printable)
}
