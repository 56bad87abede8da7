import type { Mode } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { countryIndex, knownCountry } from '../constraints.js'
import type { RoutingCore } from '../core.js'
import { shown } from '../query.js'

/**
 * Where flow enters or leaves: a place, or a country and so all its places. As text, two capital letters are the code of a
 * country (unless a node has them as its id); other texts are a place, or else the English name of a country.
 */
export type FlowEnd = string | { readonly country: string }

/** One side of a flow. */
export interface FlowSide {
  readonly name: string
  /** Node ids of its places with links of the mode. */
  readonly places: readonly string[]
}

/** The places of both sides. @throws UsageError for an unknown place or country, and for one on both sides */
export function sidesOf(
  core: RoutingCore,
  from: unknown,
  to: unknown,
  mode: Mode,
): { readonly from: FlowSide; readonly to: FlowSide } {
  const origin = side(core, 'from', from, mode)
  const destination = side(core, 'to', to, mode)
  const both = destination.all.find((id) => origin.all.includes(id))
  if (both !== undefined) {
    throw new UsageError(`${core.nameOf(both)} is on both sides of the flow; expected different places.`)
  }
  return { from: origin.side, to: destination.side }
}

function side(core: RoutingCore, option: string, value: unknown, mode: Mode) {
  const { compiled } = core
  const ends = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  if (ends.length === 0) throw new UsageError(`Option ${option} is []; expected at least one place or country.`)
  const known = countryIndex(compiled)
  const names: string[] = []
  const all = new Set<string>()
  for (const end of ends) {
    const code = countryOf(core, known, option, end)
    if (code === undefined) {
      const id = core.place(end as string)
      names.push(core.nameOf(id))
      all.add(id)
      continue
    }
    names.push(new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code)
    let n = 0
    for (const { country } of compiled.nodes) {
      if (country === code) all.add(compiled.nodeIds[n] as string)
      n++
    }
  }
  const places = [...all].sort().filter((id) => {
    const node = compiled.nodeIndex.get(id) as number
    const first = compiled.terminalsOf[node] as number
    return compiled.terminals.slice(first, compiled.terminalsOf[node + 1]).some((terminal) => terminal.mode === mode)
  })
  return { all: [...all], side: { name: names.join(', '), places } }
}

/** The code of the country that an end names; `undefined` for a place. */
function countryOf(
  core: RoutingCore,
  known: ReadonlyMap<string, string>,
  option: string,
  end: unknown,
): string | undefined {
  if (typeof end === 'object' && end !== null && 'country' in end && typeof end.country === 'string') {
    return knownCountry(known, end.country)
  }
  if (typeof end !== 'string') {
    throw new UsageError(`Option ${option} holds ${shown(end)}; expected a place, or { country } with a code or name.`)
  }
  const isId = core.compiled.nodeIndex.get(end) !== undefined
  const isCode = /^[A-Z]{2}$/.test(end) && [...known.values()].includes(end)
  if (isCode && !isId) return end
  try {
    core.place(end)
    return undefined
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    try {
      return knownCountry(known, end)
    } catch {
      throw error
    }
  }
}
