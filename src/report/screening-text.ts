import type { AreaFlag, HazardFlag, Screening } from '../corridor/screening/screen-link.js'
import { grouped, printable } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

const AREAS: readonly TextColumn[] = [
  left('area'),
  left('kind'),
  left('touch'),
  right('km in'),
  right('buffer'),
  right('nearest'),
]
const HAZARDS: readonly TextColumn[] = [
  left('hazard'),
  left('kind'),
  left('touch'),
  right('% a year'),
  right('days'),
  right('nearest'),
]

/**
 * A screening for a terminal: the areas and the hazards that a link touches or comes near, with kilometres.
 *
 * @param title what is screened
 * @param width columns of the terminal
 */
export function screeningText(screening: Screening, title: string, width: number): string {
  const { areas, hazards, checked, length_km, near_km, mode } = screening
  const near = `within ${grouped(near_km, 0)} km`
  const counts = `${areas.length} of ${count(checked, 'area')} and ${count(hazards.length, 'hazard')} ${near}`
  const lines = [paragraph(printable(`${title}, ${grouped(length_km, 0)} km: ${counts}`), width)]
  if (areas.length > 0) lines.push('', textTable(AREAS, areas.map(areaCells), width))
  if (hazards.length > 0) lines.push('', textTable(HAZARDS, hazards.map(hazardCells), width))
  const only = mode === undefined ? '' : `, of hazards only those of ${mode}`
  lines.push('', paragraph(`A first look: only the areas given and the hazards of the network are seen${only}.`, width))
  return lines.join('\n')
}

function count(number: number, what: string): string {
  return `${grouped(number, 0)} ${what}${number === 1 ? '' : 's'}`
}

function areaCells({ name, kind, touch, inside_km, buffer_km, distance_km }: AreaFlag): string[] {
  return [name, kind, touch, ...[inside_km, buffer_km, distance_km].map((km) => grouped(km, 1))].map(printable)
}

function hazardCells(hazard: HazardFlag): string[] {
  const { name, kind, touch, yearly_probability, closures, closure_days, distance_km } = hazard
  const days = `${closures === 1 ? '' : `${plain(closures)} x `}${plain(closure_days)}`
  return [name, kind, touch, plain(100 * yearly_probability), days, grouped(distance_km, 1)].map(printable)
}

function plain(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 })
}
