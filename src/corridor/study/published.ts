import type { Measure } from './answers.js'
import { type GroupChange, OTHER, type Outcome } from './outcome.js'
import type { ScenarioOutcome, Study } from './study.js'
import type { Published, Statistic, Variant } from './study-file.js'

/** Ours beside a published value. */
export interface PublishedCheck {
  readonly published: Published
  /** Id of the scenario, and whether the modes may change. */
  readonly scenario: string
  readonly variant: Variant
  /** `undefined` where the study has no such figure. */
  readonly ours: number | undefined
  /** The group or corridor that the figure is of, for the best of several. */
  readonly of: string | undefined
  /** Whether ours lies between the published bounds. */
  readonly inside: boolean
}

/** Sets the figures of a study beside published ones. One entry for each, in their order. */
export function besidePublished({ scenarios }: Study, published: readonly Published[]): PublishedCheck[] {
  return published.map((entry) => {
    const { scenario, variant = 'free', measure, statistic, min, max } = entry
    const found = scenarios.find((candidate) => scenario === undefined || candidate.scenario.id === scenario)
    const { value: ours, of } = figure(found, variant, measure, statistic)
    const inside =
      ours !== undefined && ours >= (min ?? Number.NEGATIVE_INFINITY) && ours <= (max ?? Number.POSITIVE_INFINITY)
    return { published: entry, scenario: found?.scenario.id ?? scenario ?? '', variant, ours, of, inside }
  })
}

interface Figure {
  readonly value: number | undefined
  readonly of: string | undefined
}

function figure(found: ScenarioOutcome | undefined, variant: Variant, measure: Measure, statistic: Statistic): Figure {
  const outcome: Outcome | undefined = found?.[variant]
  const change = outcome?.measures[measure]
  switch (statistic) {
    case 'mean_pct':
    case 'change_pct':
      return { value: change?.[statistic], of: undefined }
    case 'p5_pct':
      return { value: change?.percentiles_pct?.p5, of: undefined }
    case 'p50_pct':
      return { value: change?.percentiles_pct?.p50, of: undefined }
    case 'p95_pct':
      return { value: change?.percentiles_pct?.p95, of: undefined }
    case 'best_group_pct':
      return best(outcome?.by_group, measure)
    case 'best_corridor_pct':
      return best(
        outcome?.by_corridor.filter(({ id }) => id !== OTHER),
        measure,
      )
  }
}

/** The greatest fall of the mean among some groups. */
function best(groups: readonly GroupChange[] | undefined, measure: Measure): Figure {
  let least: Figure = { value: undefined, of: undefined }
  for (const { name, measures } of groups ?? []) {
    const value = measures[measure]?.mean_pct
    if (value !== undefined && value < (least.value ?? Number.POSITIVE_INFINITY)) least = { value, of: name }
  }
  return least
}
