import type { LegTariff } from '../../cost/leg-tariff.js'
import type { LinkPiece, Measured, PerUnit } from '../../cost/link-factors.js'

/**
 * What rates say of links beyond an amount per TEU and one per tonne, in columns: amounts by weight or measure, and which
 * tariffs hold for whole legs. A network whose rates say no such thing has none of this.
 */
export interface RateColumns {
  /** kg per m3, each once. */
  readonly densities: readonly number[]
  /** For each link, one amount per chargeable tonne for each density. */
  readonly measured: Float64Array
  /** Tariffs with leg parts, each once. */
  readonly tariffs: readonly LegTariff[]
  /**
   * For each link the numbers in `tariffs`, from 1, of its first and its last half; 0: one without leg parts. Two equal
   * ones are one piece. Empty where there are no tariffs.
   */
  readonly tariff: Uint32Array
  /** For each link of two pieces, what the first costs: per TEU, per tonne, and per chargeable tonne for each density. */
  readonly first: Float64Array
}

/** Numbers per link in `first`, without those for densities. */
export const PER_UNIT_AMOUNTS = 2
const HALF = 0.5

/** What a link costs by weight or measure; `undefined`: nothing. */
export function measuredOf({ densities, measured }: RateColumns, link: number): readonly Measured[] | undefined {
  return measuredAt(densities, measured, link * densities.length)
}

/** By which rates a link is priced, where one of them has leg parts. */
export function piecesOf(columns: RateColumns, link: number, cost: PerUnit): readonly LinkPiece[] | undefined {
  const { densities, tariffs, tariff, first } = columns
  if (tariffs.length === 0) return undefined
  const left = tariff[2 * link] as number
  const right = tariff[2 * link + 1] as number
  if (left === 0 && right === 0) return undefined
  if (left === right) return [{ tariff: tariffs[left - 1], cost, share: 1 }]
  const at = link * (PER_UNIT_AMOUNTS + densities.length)
  const measured = measuredAt(densities, first, at + PER_UNIT_AMOUNTS)
  const perTeu = first[at] as number
  const perTonne = first[at + 1] as number
  return [
    { tariff: tariffs[left - 1], cost: { perTeu, perTonne, ...(measured && { measured }) }, share: HALF },
    { tariff: tariffs[right - 1], cost: rest(cost, { perTeu, perTonne, measured: measured ?? [] }), share: HALF },
  ]
}

/** Collects what the rates say of links, and puts it in columns. */
export class RateColumnsBuilder {
  readonly #links: number
  readonly #pieces = new Map<number, readonly LinkPiece[]>()
  readonly #measured = new Map<number, readonly Measured[]>()

  /** @param links how many there are */
  constructor(links: number) {
    this.#links = links
  }

  /** What a link costs, in place of what was said of it before. */
  set(link: number, cost: PerUnit | undefined, pieces: readonly LinkPiece[] | undefined): void {
    if (pieces === undefined) this.#pieces.delete(link)
    else this.#pieces.set(link, pieces)
    if (cost?.measured === undefined) this.#measured.delete(link)
    else this.#measured.set(link, cost.measured)
  }

  /** @returns `undefined` where nothing was said */
  columns(): RateColumns | undefined {
    if (this.#pieces.size === 0 && this.#measured.size === 0) return undefined
    const densities = [...new Set([...this.#measured.values()].flat().map(({ kg_per_m3 }) => kg_per_m3))].sort((a, b) => a - b) // biome-ignore format: one expression
    const measured = new Float64Array(this.#links * densities.length)
    for (const [link, parts] of this.#measured) setMeasured(measured, link * densities.length, parts, densities)
    const tariffs: LegTariff[] = []
    const numbers = new Map<string, number>()
    const numberOf = (tariff: LegTariff | undefined): number => {
      if (tariff === undefined) return 0
      const content = JSON.stringify(tariff)
      const number = numbers.get(content) ?? tariffs.push(tariff)
      numbers.set(content, number)
      return number
    }
    const isTariff = this.#pieces.size > 0
    const width = PER_UNIT_AMOUNTS + densities.length
    const tariff = new Uint32Array(isTariff ? 2 * this.#links : 0)
    const first = new Float64Array(isTariff ? width * this.#links : 0)
    for (const [link, [left, right = left]] of [...this.#pieces].sort(([a], [b]) => a - b)) {
      tariff[2 * link] = numberOf(left?.tariff)
      tariff[2 * link + 1] = numberOf(right?.tariff)
      if (left === undefined || left === right) continue
      first[link * width] = left.cost.perTeu
      first[link * width + 1] = left.cost.perTonne
      setMeasured(first, link * width + PER_UNIT_AMOUNTS, left.cost.measured ?? [], densities)
    }
    return { densities, measured, tariffs, tariff, first }
  }
}

function measuredAt(densities: readonly number[], amounts: Float64Array, at: number): readonly Measured[] | undefined {
  const parts: Measured[] = []
  for (const [i, kg_per_m3] of densities.entries()) {
    const perTonne = amounts[at + i] as number
    if (perTonne !== 0) parts.push({ kg_per_m3, perTonne })
  }
  return parts.length === 0 ? undefined : parts
}

function setMeasured(
  amounts: Float64Array,
  at: number,
  parts: readonly Measured[],
  densities: readonly number[],
): void {
  for (const { kg_per_m3, perTonne } of parts) amounts[at + densities.indexOf(kg_per_m3)] = perTonne
}

/** What is left of an amount without a part of it. */
function rest(whole: PerUnit, part: PerUnit): PerUnit {
  const measured = (whole.measured ?? []).map(({ kg_per_m3, perTonne }) => ({
    kg_per_m3,
    perTonne: perTonne - (part.measured?.find((other) => other.kg_per_m3 === kg_per_m3)?.perTonne ?? 0),
  }))
  return {
    perTeu: whole.perTeu - part.perTeu,
    perTonne: whole.perTonne - part.perTonne,
    ...(measured.length > 0 && { measured }),
  }
}
