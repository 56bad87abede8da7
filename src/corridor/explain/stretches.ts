/**
 * Two routes leg against leg: cut at the places that both pass, in the order of a longest common subsequence of their places,
 * and told apart where they do not do the same between two of them.
 */

import type { Mode } from '../../ingest/schema.js'
import { type Itinerary, type Leg, type LegLink, sum, type Totals } from '../../routing/itinerary.js'
import { type Pair, pairOf } from './differences.js'

/** A run by one mode, a border stop or a handling, within a stretch. */
export interface StretchLeg extends Totals {
  readonly kind: Leg['kind']
  readonly mode: Mode
  /** Node ids. */
  readonly from: string
  readonly to: string
  /** `load`, `unload`, `mode` or `gauge`, for a handling. */
  readonly operation: 'load' | 'unload' | 'mode' | 'gauge' | undefined
}

/** What one route does on a stretch. */
export interface StretchSide {
  readonly legs: readonly StretchLeg[]
  readonly totals: Totals
}

/** From one place that both routes pass to another: on the same links with the same stops, or differently. */
export interface Stretch {
  readonly kind: 'shared' | 'different'
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly chosen: StretchSide
  readonly asked: StretchSide
  readonly time_h: Pair
  readonly cost_usd: Pair
  readonly co2e_kg: Pair
  readonly length_km: Pair
}

/** One link, border stop or handling; `at` counts the places of the route before it. */
interface Step {
  readonly key: string
  readonly at: number
  readonly isMove: boolean
  readonly leg: StretchLeg
}

/**
 * The stretches of two routes between the same ends, in order of travel. The totals of either side add up to those of the
 * route. O(places of the one x places of the other).
 *
 * @param nameOf the name of a node id
 */
export function stretchesOf(chosen: Itinerary, asked: Itinerary, nameOf: (id: string) => string): Stretch[] {
  const [mine, theirs] = [stepsOf(chosen), stepsOf(asked)]
  const places = commonPlaces(chosen.via, asked.via)
  const cells: Cell[] = []
  places.forEach(([i, j], k) => {
    cells.push(cell(i, i, handlings(mine, i), handlings(theirs, j)))
    const next = places[k + 1]
    if (next !== undefined) cells.push(cell(i, next[0], between(mine, i, next[0]), between(theirs, j, next[1])))
  })
  return merged(cells.filter(({ chosen, asked }) => chosen.length + asked.length > 0)).map((part) => {
    const from = chosen.via[part.from] as string
    const to = chosen.via[part.to] as string
    const [one, other] = [sideOf(part.chosen), sideOf(part.asked)]
    const pair = (amount: keyof Totals): Pair => pairOf(one.totals[amount], other.totals[amount])
    return {
      kind: part.isShared ? 'shared' : 'different',
      from,
      to,
      from_name: nameOf(from),
      to_name: nameOf(to),
      chosen: one,
      asked: other,
      time_h: pair('time_h'),
      cost_usd: pair('cost_usd'),
      co2e_kg: pair('co2e_kg'),
      length_km: pair('length_km'),
    }
  })
}

/** What both do at a common place, or from one to the next. */
interface Cell {
  /** Indices into the places of the chosen route. */
  readonly from: number
  readonly to: number
  readonly isShared: boolean
  readonly isMove: boolean
  readonly chosen: readonly Step[]
  readonly asked: readonly Step[]
}

function cell(from: number, to: number, chosen: readonly Step[], asked: readonly Step[]): Cell {
  const isShared = chosen.length === asked.length && chosen.every(({ key }, i) => key === asked[i]?.key)
  return { from, to, isShared, isMove: from !== to, chosen, asked }
}

/**
 * Cells of a kind that follow one another as one. Where the routes differ, a new stretch begins after a place where one
 * of them stops, so that rail beside road is one stretch up to the next border or handling.
 */
function merged(cells: readonly Cell[]): Cell[] {
  const stretches: Cell[] = []
  for (const next of cells) {
    const last = stretches[stretches.length - 1]
    const joins =
      last !== undefined &&
      last.isShared === next.isShared &&
      (last.isShared || !next.isMove || !endsInStop(last) || !last.isMove)
    if (!joins) stretches.push(next)
    else {
      stretches[stretches.length - 1] = {
        ...last,
        to: next.to,
        isMove: last.isMove || next.isMove,
        chosen: [...last.chosen, ...next.chosen],
        asked: [...last.asked, ...next.asked],
      }
    }
  }
  return stretches
}

function endsInStop({ chosen, asked }: Cell): boolean {
  return [chosen, asked].some((steps) => steps[steps.length - 1]?.isMove === false)
}

function stepsOf({ legs }: Itinerary): Step[] {
  const steps: Step[] = []
  let at = 0
  for (const leg of legs) {
    const { kind, mode, from, to } = leg
    if (leg.kind !== 'transport') {
      const operation = leg.kind === 'transfer' ? leg.operation : undefined
      const key =
        leg.kind === 'transfer'
          ? [kind, from, leg.from_mode, leg.to_mode, leg.from_gauge_mm, leg.to_gauge_mm].join()
          : [kind, from, to, mode].join()
      steps.push({ key, at, isMove: false, leg: { kind, mode, from, to, operation, ...totalsOf(leg) } })
      continue
    }
    // What a leg costs beyond its links (a part per leg) goes with the last of them.
    const rest = leg.cost_usd === undefined ? 0 : leg.cost_usd - (sum(leg.links).cost_usd ?? leg.cost_usd)
    leg.links.forEach((link: LegLink, i) => {
      const totals = totalsOf(link)
      const cost_usd = leg.cost_usd === undefined ? undefined : totals.cost_usd
      const isLast = i === leg.links.length - 1
      at++
      steps.push({
        key: ['link', link.link_id, link.from].join(),
        at,
        isMove: true,
        leg: {
          kind,
          mode,
          from: link.from,
          to: link.to,
          operation: undefined,
          ...totals,
          cost_usd: isLast && cost_usd !== undefined ? cost_usd + rest : cost_usd,
        },
      })
    })
  }
  return steps
}

function totalsOf({ time_h, cost_usd, co2e_kg, length_km }: Totals): Totals {
  return { time_h, cost_usd, co2e_kg, length_km }
}

/** The handlings at a place. */
function handlings(steps: readonly Step[], at: number): Step[] {
  return steps.filter((step) => step.at === at && step.leg.kind === 'transfer')
}

/** What is done from one place to another, border stops on arrival included, handlings at either not. */
function between(steps: readonly Step[], from: number, to: number): Step[] {
  return steps.filter((step) => step.at > from && step.at <= to && (step.at < to || step.leg.kind !== 'transfer'))
}

/** Steps as legs: links of one mode in a row are one. */
function sideOf(steps: readonly Step[]): StretchSide {
  const legs: StretchLeg[] = []
  for (const { leg } of steps) {
    const last = legs[legs.length - 1]
    if (leg.kind === 'transport' && last?.kind === 'transport' && last.mode === leg.mode && last.to === leg.from) {
      legs[legs.length - 1] = { ...last, to: leg.to, ...sum([last, leg]) }
    } else legs.push(leg)
  }
  return { legs, totals: sum(legs) }
}

/** The indices of the ends, and of a longest common subsequence of the places between them. */
function commonPlaces(one: readonly string[], other: readonly string[]): [number, number][] {
  const [lastI, lastJ] = [one.length - 1, other.length - 1]
  const width = other.length + 1
  const longest = new Uint32Array((one.length + 1) * width)
  for (let i = lastI - 1; i >= 1; i--) {
    for (let j = lastJ - 1; j >= 1; j--) {
      longest[i * width + j] =
        one[i] === other[j]
          ? 1 + (longest[(i + 1) * width + j + 1] as number)
          : Math.max(longest[(i + 1) * width + j] as number, longest[i * width + j + 1] as number)
    }
  }
  const pairs: [number, number][] = [[0, 0]]
  let [i, j] = [1, 1]
  while (i < lastI && j < lastJ) {
    if (one[i] === other[j]) pairs.push([i++, j++])
    else if ((longest[(i + 1) * width + j] as number) >= (longest[i * width + j + 1] as number)) i++
    else j++
  }
  if (lastI > 0 || lastJ > 0) pairs.push([lastI, lastJ])
  return pairs
}
