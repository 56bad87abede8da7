import type { Pillar } from '../../ingest/schema.js'

/** A number that a scorecard shows. */
export interface Measure {
  /** With its unit at the end, as in `border_h`. */
  readonly id: string
  readonly label: string
  readonly unit: string
  /** `undefined` where it is not known. */
  readonly value: number | undefined
  /** Under a scenario: the value without it. */
  readonly before?: number | undefined
}

/** 100 times one measure over another, 0 to 100, more is better. */
export interface Score {
  /** `undefined` where a measure is unknown, or where there is nothing to divide by. */
  readonly value: number | undefined
  /** How it is made of the measures of its line, by their ids: `100 x part / whole`, or `100 x min(1, part / whole)`. */
  readonly formula: string
  /** Ids of the measures. */
  readonly part: string
  readonly whole: string
  /** Under a scenario: the value without it. */
  readonly before?: number | undefined
}

/** One pillar of facilities connectivity, of a corridor or a country. */
export interface PillarLine {
  readonly pillar: Pillar
  readonly score: Score
  readonly measures: readonly Measure[]
}

/** What the score of a line is made of, by the ids of its measures. */
export interface Scored {
  readonly part: string
  readonly whole: string
  /** `share`: the part is some of the whole. `pace`: one is a reference, which may be surpassed; the score ends at 100. */
  readonly kind: 'share' | 'pace'
}

/**
 * A line whose score is one of its measures over another.
 *
 * @param measures as id, label, unit and value
 */
export function line(
  pillar: Pillar,
  { part, whole, kind }: Scored,
  measures: readonly (readonly [id: string, label: string, unit: string, value: number | undefined])[],
): PillarLine {
  const values = new Map(measures.map(([id, , , value]) => [id, value]))
  const value =
    kind === 'share' ? percentage(values.get(part), values.get(whole)) : pace(values.get(part), values.get(whole))
  return {
    pillar,
    score: {
      value,
      formula: kind === 'share' ? `100 x ${part} / ${whole}` : `100 x min(1, ${part} / ${whole})`,
      part,
      whole,
    },
    measures: measures.map(([id, label, unit, value]) => ({ id, label, unit, value })),
  }
}

/** `undefined` where one is not known, or where there is nothing to divide by. */
export function percentage(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || !(whole > 0) ? undefined : (100 * part) / whole
}

/** 100 where the part is at least the whole, however small that is; `undefined` where one is not known, or both are 0. */
function pace(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || (part === 0 && whole === 0)) return undefined
  return part >= whole ? 100 : percentage(part, whole)
}

/** The lines of one place or corridor, with those of the same without a scenario beside them. */
export function withBefore(lines: readonly PillarLine[], before: readonly PillarLine[] | undefined): PillarLine[] {
  const known = new Map(before?.map((one) => [one.pillar, one]))
  return lines.map((now) => {
    const was = known.get(now.pillar)
    const values = new Map(was?.measures.map(({ id, value }) => [id, value]))
    return {
      ...now,
      score: { ...now.score, before: was?.score.value },
      measures: now.measures.map((measure) => ({ ...measure, before: values.get(measure.id) })),
    }
  })
}
