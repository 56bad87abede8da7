import type { Comparison } from '../../corridor/compare.js'
import type { Mode } from '../../ingest/schema.js'
import type { Network } from '../../network/network.js'
import { lookOf } from '../drawing/corridor-look.js'
import { escaped } from '../drawing/svg.js'
import type { PageSection } from './page-section.js'

/** Source -> letters of the corridors that rest on it. */
type Found = Map<string, Set<string>>

/** Where the figures come from: of the links, borders and transfers used, and of the rules for their modes. */
export function sources(comparison: Comparison, network: Network): PageSection {
  const links: Found = new Map()
  const borders: Found = new Map()
  const transfers: Found = new Map()
  const modes = new Set<Mode>()
  const note = (found: Found, source: string | undefined, letter: string): void => {
    if (source === undefined) return
    const letters = found.get(source) ?? new Set()
    found.set(source, letters.add(letter))
  }
  for (const [index, corridor] of comparison.corridors.entries()) {
    if (corridor.status !== 'ok') continue
    const { letter } = lookOf(index)
    for (const leg of corridor.itinerary.legs) {
      modes.add(leg.mode)
      if (leg.kind === 'transport') for (const link of leg.links) note(links, link.source, letter)
      else note(leg.kind === 'border' ? borders : transfers, leg.source, letter)
    }
  }
  const { speed, rate, emission } = network.rules
  const parts = [
    list('Lengths of links', links),
    list('Hours and fees at borders', borders),
    list('Hours and cost of handling', transfers),
    plain('Speeds', ofModes(speed, modes)),
    plain('Freight rates', ofModes(rate, modes)),
    plain('Emission factors', ofModes(emission, modes)),
  ]
  const found = parts.filter((part) => part !== '')
  return {
    id: 'sources',
    title: 'Sources',
    body:
      found.length === 0
        ? '<p>The network names no sources.</p>'
        : `<p class="note">As the network names them; letters are the corridors that use a source. Rules are listed for every mode used.</p>\n${found.join('\n')}`,
  }
}

function ofModes(
  rows: readonly { readonly mode: Mode; readonly source: string | undefined }[],
  modes: ReadonlySet<Mode>,
): readonly string[] {
  return [...new Set(rows.filter(({ mode }) => modes.has(mode)).map(({ source }) => source))].filter(
    (source) => source !== undefined,
  )
}

function list(title: string, found: Found): string {
  return folded(
    title,
    [...found]
      .sort(([, a], [, b]) => b.size - a.size)
      .map(([source, letters]) => `${escaped(source)} (${[...letters].join(', ')})`),
  )
}

function plain(title: string, found: readonly string[]): string {
  return folded(title, found.map(escaped))
}

function folded(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  const count = items.length === 1 ? '1 source' : `${items.length} sources`
  return `<details><summary>${title}: ${count}</summary><ul class="sources">${items.map((item) => `<li>${item}</li>`).join('')}</ul></details>`
}
