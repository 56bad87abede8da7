import { MEASURES, type Measure } from '../corridor/study/answers.js'
import { type MeanChange, PERCENTILES } from '../corridor/study/distribution.js'
import type { GroupChange, MeasureChange, Outcome } from '../corridor/study/outcome.js'
import type { ScenarioOutcome, Study } from '../corridor/study/study.js'
import { csvNumber, csvText } from './csv-cell.js'

const HEADER = [
  'scenario',
  'modes',
  'grouping',
  'group',
  'measure',
  'pairs',
  'mean_before',
  'mean_after',
  'change',
  'change_pct',
  'mean_pct',
  ...PERCENTILES,
  ...PERCENTILES.map((name) => `${name}_pct`),
  'winners',
  'losers',
  'unchanged',
]

const PAIR_HEADER = [
  'scenario',
  'modes',
  'from_node_id',
  'to_node_id',
  'weight',
  ...MEASURES.flatMap((measure) => [`${measure}_before`, `${measure}_after`]),
  'main_mode_before',
  'main_mode_after',
  'corridor_before',
  'corridor_after',
]

/**
 * A study as CSV (RFC 4180): for each scenario, with the modes free and the same, a line per measure over all pairs, and one per
 * measure of each group, corridor (of the route before) and country (of either end). Numbers are unrounded, in the units of
 * the measures' names; a cell is blank where there is nothing to tell. Names are made harmless to a spreadsheet.
 */
export function studyToCsv({ scenarios }: Study): string {
  const lines = [HEADER.join(',')]
  for (const { id, modes, outcome } of outcomes(scenarios)) {
    const line = (grouping: string, group: string, measure: Measure, change: MeanChange | MeasureChange): void => {
      lines.push([csvText(id), modes, grouping, csvText(group), measure, ...cells(change)].join(','))
    }
    for (const measure of MEASURES) {
      const change = outcome.measures[measure]
      if (change !== undefined) line('all', '', measure, change)
    }
    const groupings: readonly (readonly [string, readonly GroupChange[]])[] = [
      ['group', outcome.by_group],
      ['corridor', outcome.by_corridor],
      ['country', outcome.by_country],
    ]
    for (const [grouping, groups] of groupings) {
      for (const group of groups) {
        for (const measure of MEASURES) {
          const change = group.measures[measure]
          if (change !== undefined) line(grouping, group.id, measure, change)
        }
      }
    }
  }
  return lines.join('\n')
}

/**
 * The pairs of a study as CSV: for each scenario, with the modes free and the same, a line per pair. Blank where there is no
 * route or the measure is not known. Only the header where the study was run without `keepPairs`.
 */
export function studyPairsToCsv({ scenarios }: Study): string {
  const lines = [PAIR_HEADER.join(',')]
  for (const { id, modes, outcome } of outcomes(scenarios)) {
    const { pairs } = outcome
    if (pairs === undefined) continue
    pairs.from.forEach((from, p) => {
      const numbers = MEASURES.flatMap((measure) => [
        csvNumber(pairs.before[measure][p] as number),
        csvNumber(pairs.after[measure][p] as number),
      ])
      lines.push(
        [
          csvText(id),
          modes,
          csvText(from),
          csvText(pairs.to[p] as string),
          csvNumber(pairs.weight[p] as number),
          ...numbers,
          pairs.main_mode_before[p] ?? '',
          pairs.main_mode_after[p] ?? '',
          csvText(pairs.corridor_before[p] as string),
          csvText(pairs.corridor_after[p] as string),
        ].join(','),
      )
    })
  }
  return lines.join('\n')
}

function outcomes(scenarios: readonly ScenarioOutcome[]) {
  return scenarios.flatMap(({ scenario: { id }, free, same_modes }) => [
    { id, modes: 'free', outcome: free },
    ...(same_modes === undefined ? [] : [{ id, modes: 'same', outcome: same_modes as Outcome }]),
  ])
}

function cells(change: MeanChange | MeasureChange): string[] {
  const spread = 'percentiles' in change ? change : undefined
  return [
    change.pairs,
    change.mean_before,
    change.mean_after,
    change.change,
    change.change_pct,
    change.mean_pct,
    ...PERCENTILES.map((name) => spread?.percentiles[name]),
    ...PERCENTILES.map((name) => spread?.percentiles_pct?.[name]),
    spread?.winners,
    spread?.losers,
    spread?.unchanged,
  ].map(csvNumber)
}
