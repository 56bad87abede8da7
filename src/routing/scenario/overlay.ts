import type { Clearance } from '../../cost/clearance.js'
import { ANY, STATUSES } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import type { LinkAttributes } from '../../network/network.js'
import type { PlaceIndex } from '../../network/places.js'
import type { ClosedLinks, CompiledNetwork } from '../compile.js'
import { oneOf } from '../constraints.js'
import { shown } from '../query.js'
import { type LinkFactorChange, type TransferRule, UNCHANGED } from './pricing.js'
import type { BorderChange, Closure, LinkChange, LinkSelector, Scenario } from './scenario.js'
import { Selection } from './select.js'

/** Links that no regular traffic uses; an opening puts them to use. */
const UNUSED: ReadonlySet<string> = new Set(['closed', 'planned', 'seasonal'])

/** What a scenario makes of the links of a compiled network, ready to be priced. */
export interface Overlay {
  /** New objects where they changed, and the objects of the maps below. */
  readonly links: readonly LinkAttributes[]
  /** The numbers of those that are to be priced anew. */
  readonly repriced: ReadonlySet<number>
  /** Those of them whose attributes, speed among them, are as they were: only factors and borders changed. */
  readonly unrewritten: ReadonlyMap<LinkAttributes, number>
  readonly closures: readonly ClosedLinks[]
  readonly factors: ReadonlyMap<LinkAttributes, LinkFactorChange>
  readonly borders: ReadonlyMap<LinkAttributes, readonly Omit<BorderChange, 'border'>[]>
  readonly transfers: readonly TransferRule[]
}

/** What the cost model knows of borders. */
export interface BorderRules {
  /** Whether a link crosses a customs border. */
  readonly isBorder: (from: string | undefined, to: string | undefined) => boolean
  readonly clearance: Clearance
}

/**
 * Makes the changes of a scenario one after the other, but for additions and prices. O(changes x links).
 *
 * @throws UsageError for an unknown word, and for a selector that selects nothing
 */
export function overlay(
  scenario: Scenario,
  compiled: CompiledNetwork,
  places: PlaceIndex,
  { isBorder, clearance }: BorderRules,
): Overlay {
  const selection = new Selection(compiled, places)
  const links = [...compiled.links]
  const factors = new Map<number, LinkFactorChange>()
  const rewritten = new Set<number>()
  const borders = new Map<number, Omit<BorderChange, 'border'>[]>()
  const transfers: TransferRule[] = []
  const closures: { readonly label: string; readonly dates: Omit<Closure, 'close'>; readonly links: Set<number> }[] = []

  const select = (selector: LinkSelector, what: string): number[] => {
    const found = selection.links(selector, links)
    if (found.length > 0) return found
    throw new UsageError(`${what}: no link matches ${shown(selector)}; expected a selector that some link matches.`)
  }

  scenario.changes.forEach((change, i) => {
    const what = `Scenario "${scenario.id}", change ${i + 1}`
    if ('change' in change) {
      for (const index of select(change.change, what)) {
        links[index] = changedLink(links[index] as LinkAttributes, change)
        if (rewrites(change)) rewritten.add(index)
        factors.set(index, changedFactors(factors.get(index) ?? UNCHANGED, change))
      }
    } else if ('close' in change) {
      const { close, ...dates } = change
      const label = `${scenario.id}: close ${inWords(close)}`
      closures.push({ label, dates, links: new Set(select(close, what)) })
    } else if ('open' in change) {
      for (const index of select(change.open, what)) {
        const wasClosed = closures.filter((closure) => closure.links.delete(index)).length > 0
        // The status and the dates of a link are no part of its price.
        if (!wasClosed) links[index] = opened(links[index] as LinkAttributes)
      }
    } else if ('border' in change) {
      const { border, ...values } = change
      const selects = selection.borders(border)
      const { digital } = values
      const modes = digital === undefined ? undefined : modesOf(clearance, digital, what)
      let count = 0
      links.forEach((link, index) => {
        const { from, to } = selection.ends(index)
        const countries = [from, to].map((node) => compiled.nodes.at(node)?.country)
        if (!isBorder(countries[0], countries[1]) || !selects(index, link)) return
        if (modes?.has(link.mode) === false && !modes.has(ANY)) return
        count++
        borders.set(index, [...(borders.get(index) ?? []), values])
      })
      if (count === 0) {
        throw new UsageError(
          `${what}: no border crossing${modes === undefined || modes.has(ANY) ? '' : ` by ${[...modes].join(', ')}`} matches ${shown(border)}; expected a selector that some crossing matches.`,
        )
      }
    } else if ('transfer' in change) {
      const { transfer, ...values } = change
      transfers.push({ selects: selection.transfers(transfer), change: values })
    }
  })

  const byLink = <Value>(values: ReadonlyMap<number, Value>): Map<LinkAttributes, Value> =>
    new Map([...values].map(([index, value]) => [links[index] as LinkAttributes, value]))
  return {
    links,
    repriced: new Set([...factors.keys(), ...borders.keys()]),
    unrewritten: new Map(
      [...factors.keys(), ...borders.keys()]
        .filter((index) => !rewritten.has(index) && (factors.get(index) ?? UNCHANGED).speed === 1)
        .map((index) => [links[index] as LinkAttributes, index]),
    ),
    closures: closures
      .filter((closure) => closure.links.size > 0)
      .map(({ label, dates, links: indices }) => ({
        label,
        ...dates,
        linkIds: new Set([...indices].map((index) => (links[index] as LinkAttributes).link_id)),
      })),
    factors: byLink(factors),
    borders: byLink(borders),
    transfers,
  }
}

/** The modes that a procedure is for. @throws UsageError for one without a row */
function modesOf(clearance: Clearance, procedure: string, what: string): ReadonlySet<string> {
  const modes = clearance.modes(procedure)
  if (modes.length > 0) return new Set(modes)
  const near = nearest(procedure, clearance.names)
  throw new UsageError(
    `${what}: unknown procedure "${procedure}"; expected one of clearance.csv: ${clearance.names.join(', ')}.${didYouMean(near)}`,
    near,
  )
}

/** Whether a change is of more than factors of money and carbon. */
function rewrites({ speed_kmh, electrified, facility_type }: LinkChange): boolean {
  return speed_kmh !== undefined || electrified !== undefined || facility_type !== undefined
}

function changedLink(link: LinkAttributes, change: LinkChange): LinkAttributes {
  const changed = copyOf(link)
  if (change.speed_kmh !== undefined) {
    changed.speed_kmh = change.speed_kmh
    // Hours given on the link would hide the speed.
    delete changed.time_h
  }
  if (change.electrified !== undefined) changed.electrified = change.electrified
  if (change.facility_type !== undefined) changed.facility_type = change.facility_type
  if (change.status !== undefined) changed.status = oneOf('status', change.status, STATUSES)
  return changed
}

function changedFactors(before: LinkFactorChange, change: LinkChange): LinkFactorChange {
  return {
    // A speed given anew forgets what earlier factors made of the old one.
    speed: (change.speed_kmh === undefined ? before.speed : 1) * (change.speed_factor ?? 1),
    tariff: before.tariff * (change.tariff_factor ?? 1),
    carbon: before.carbon * (change.carbon_factor ?? 1),
  }
}

function opened(link: LinkAttributes): LinkAttributes {
  if (!UNUSED.has(link.status)) return link
  const open: LinkAttributes = { ...copyOf(link), status: 'open' }
  if (link.status === 'planned') {
    // What is built is there, whatever day it was planned for.
    delete open.valid_from
    delete open.valid_to
  }
  return open
}

/** With the attributes that are given. Those of a saved network are not the link's own properties, which a spread would lose. */
function copyOf(link: LinkAttributes): LinkAttributes {
  const copy: Record<string, unknown> = {}
  for (const name in link) {
    const value = link[name as keyof LinkAttributes]
    if (value !== undefined) copy[name] = value
  }
  return copy as unknown as LinkAttributes
}

function inWords(selector: LinkSelector): string {
  const parts = Object.entries(selector).map(([field, value]) => `${field} ${[value].flat().join(', ')}`)
  const words = parts.join('; ')
  return words.length > 80 ? `${words.slice(0, 77)}...` : words
}
