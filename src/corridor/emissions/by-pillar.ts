import { PILLARS, type Pillar } from '../../ingest/schema.js'
import { isUtility } from '../../routing/constraints.js'
import type { EmissionElement, EmissionReport } from './emission-report.js'

/** The emissions of a route that belong to one pillar of facilities connectivity. */
export interface PillarEmissions {
  readonly pillar: Pillar
  /** What they are, in words. */
  readonly what: string
  /** Ids of the elements that they are of, wholly or in part. */
  readonly elements: readonly string[]
  /** Transport activity; 0 at hubs. */
  readonly tonne_km: number
  /** Kg CO2e, well-to-wheel and tank-to-wheel; `undefined` where a factor is missing. */
  readonly co2e_wtw_kg: number | undefined
  readonly co2e_ttw_kg: number | undefined
}

export interface EmissionsByPillar {
  /** Those that have a part, in the order of the pillars. */
  readonly pillars: readonly PillarEmissions[]
  /** As in the report: the sums of the pillars, to the last digit. */
  readonly totals: {
    readonly tonne_km: number
    readonly co2e_wtw_kg: number | undefined
    readonly co2e_ttw_kg: number | undefined
  }
}

const WHAT: Readonly<Partial<Record<Pillar, string>>> = {
  transport: 'fuel burnt under way',
  energy: 'current of electric traction, losses of energy lines',
  digital: 'links of data',
  industry: 'loading, unloading and transfers',
  standards: 'changes of gauge',
}

/** The numbers of an element, or of a part of it. */
interface Part {
  readonly pillar: Pillar
  readonly id: string
  readonly tonne_km: number
  readonly co2e_wtw_kg: number | undefined
  readonly co2e_ttw_kg: number | undefined
}

/**
 * The totals of an emission report by the pillar that could lower them: vehicles that burn fuel belong to transport, electric
 * traction to energy, as it emits what its grid does, handling to industry and logistics, and changes of gauge to standards.
 *
 * The pillars add up to the totals of the report exactly. A total is absent where a factor is missing, never partial, and the
 * pillars whose factors are all there keep their numbers. O(elements).
 *
 * @example
 * const route = router.route({ from: 'Chongqing', to: 'Duisburg', objective: 'greenest' })
 * if (route.status === 'ok') console.log(emissionsByPillar(emissionReport(route)).pillars)
 */
export function emissionsByPillar({ elements, totals }: EmissionReport): EmissionsByPillar {
  const parts = elements.flatMap(partsOf)
  const present = PILLARS.filter((pillar) => parts.some((part) => part.pillar === pillar))
  const { tonne_km, co2e_wtw_kg, co2e_ttw_kg } = totals
  const column = (key: 'tonne_km' | 'co2e_wtw_kg' | 'co2e_ttw_kg', total: number | undefined) =>
    addingUp(
      present.map((pillar) => sumOf(parts.filter((part) => part.pillar === pillar).map((part) => part[key]))),
      total,
    )
  const activity = column('tonne_km', tonne_km)
  const wtw = column('co2e_wtw_kg', co2e_wtw_kg)
  const ttw = column('co2e_ttw_kg', co2e_ttw_kg)
  return {
    pillars: present.map((pillar, i) => ({
      pillar,
      what: WHAT[pillar] ?? pillar,
      elements: [...new Set(parts.filter((part) => part.pillar === pillar).map(({ id }) => id))],
      tonne_km: activity[i] ?? 0,
      co2e_wtw_kg: wtw[i],
      co2e_ttw_kg: ttw[i],
    })),
    totals: { tonne_km, co2e_wtw_kg, co2e_ttw_kg },
  }
}

function partsOf(element: EmissionElement): Part[] {
  const { id, co2e_wtw_kg, co2e_ttw_kg } = element
  if (element.kind === 'hub') {
    const pillar = element.operation === 'gauge' ? 'standards' : 'industry'
    return [{ pillar, id, tonne_km: 0, co2e_wtw_kg, co2e_ttw_kg }]
  }
  const { mode, tonne_km, traction } = element
  if (isUtility(mode)) {
    return [{ pillar: mode === 'fibre' ? 'digital' : 'energy', id, tonne_km, co2e_wtw_kg, co2e_ttw_kg }]
  }
  const { electric, other } = traction
  return [
    ...(electric.links > 0 ? [{ pillar: 'energy', id, ...electric } as const] : []),
    ...(other.links > 0 ? [{ pillar: 'transport', id, ...other } as const] : []),
  ]
}

function sumOf(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value),
    0,
  )
}

/** Bits of a double after the first. */
const MANTISSA_BITS = 52

/**
 * Numbers that were added up in another order than their total, so that they add up to it to the last bit, in any order: each is
 * rounded to a multiple of the last bit of the total, and the largest is what is left. Sums of such multiples that do not pass
 * the total are exact.
 *
 * @param values at least 0, adding up to the total but for rounding
 */
function addingUp(values: readonly (number | undefined)[], total: number | undefined): (number | undefined)[] {
  const known = values.filter((value) => value !== undefined)
  if (total === undefined || total === 0 || known.length < values.length || known.length === 0) return [...values]
  let exponent = Math.floor(Math.log2(total))
  // The logarithm itself is rounded.
  if (2 ** exponent > total) exponent--
  else if (2 ** (exponent + 1) <= total) exponent++
  const unit = 2 ** (exponent - MANTISSA_BITS)
  const largest = known.indexOf(Math.max(...known))
  const rounded = known.map((value) => Math.round(value / unit) * unit)
  rounded[largest] = rounded.reduce((left, value, i) => (i === largest ? left : left - value), total)
  return rounded
}
