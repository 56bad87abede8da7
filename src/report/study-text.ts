import type { Measure } from '../corridor/study/answers.js'
import type { MeanChange } from '../corridor/study/distribution.js'
import type { GroupChange, MeasureChange, Outcome, PairChange, PairName, Switch } from '../corridor/study/outcome.js'
import type { PublishedCheck } from '../corridor/study/published.js'
import type { ScenarioOutcome, Study } from '../corridor/study/study.js'
import { HOURS_PER_DAY } from '../units/units.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

/** What is said of a study beside its figures. */
export interface StudyHead {
  readonly name?: string | undefined
  readonly description?: string | undefined
}

/** Pairs, switches and groups listed; the others are in the JSON. */
const MOST = 5
const NAMES: Readonly<Record<Measure, string>> = {
  time_h: 'days',
  cost_usd: 'USD',
  co2e_kg: 'kg CO2e',
  generalised_usd: 'generalised USD',
}

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

/**
 * A study for a terminal: per scenario the means before and after, with and without a change of modes, who gains and who
 * loses most, which routes go another way, the groups, and then ours beside published values.
 *
 * @param width columns of the terminal
 */
export function studyText(study: Study, head: StudyHead, beside: readonly PublishedCheck[], width: number): string {
  const { baseline, scenarios, objective, pricing } = study
  const open = baseline.unreachable === 0 ? 'all with a route' : `${grouped(baseline.reachable, 0)} with a route`
  const parts = [
    ...(head.name === undefined ? [] : [paragraph(printable(head.name), width)]),
    ...(head.description === undefined ? [] : [paragraph(printable(head.description), width)]),
    paragraph(`${grouped(baseline.pairs, 0)} pairs, ${open}; best routes: ${objective}.`, width),
    ...(pricing === 'exact'
      ? []
      : [
          paragraph(
            'Rates price whole legs: routes are chosen by what adds up link by link, and priced in full.',
            width,
          ),
        ]),
    ...scenarios.flatMap((outcome) => scenarioText(outcome, study.measure, width)),
    ...(beside.length === 0 ? [] : [publishedText(beside, width)]),
  ]
  return parts.join('\n\n')
}

function scenarioText({ scenario, free, same_modes }: ScenarioOutcome, measure: Measure, width: number): string[] {
  const title = printable(scenario.name ?? scenario.id)
  const rows = [...measureRows(free, ''), ...(same_modes === undefined ? [] : measureRows(same_modes, ', same modes'))]
  const tops = [
    ...(free.top_winners.length === 0 ? [] : [pairTable('Gain most', free.top_winners, measure, width)]),
    ...(free.top_losers.length === 0 ? [] : [pairTable('Lose most', free.top_losers, measure, width)]),
  ]
  const groups = free.by_group.filter(({ pairs }) => pairs > 0)
  return [
    paragraph(title, width),
    ...(scenario.description === undefined ? [] : [paragraph(printable(scenario.description), width)]),
    paragraph(countsText(free), width),
    ...(rows.length === 0 ? [] : [textTable(MEASURE_COLUMNS, rows, width)]),
    ...tops,
    ...named('Newly reachable', free.newly_reachable, free.newly_reachable_pairs, width),
    ...named('Cut off', free.cut_off, free.cut_off_pairs, width),
    ...switchTable('Main mode', free.mode_switches, width),
    ...switchTable('Corridor', free.corridor_switches, width),
    ...groupTable('By group', groups, same_modes?.by_group, measure, width),
    ...groupTable('By corridor before', free.by_corridor, same_modes?.by_corridor, measure, width),
  ]
}

function countsText({ compared, newly_reachable, cut_off, switched_mode, switched_corridor }: Outcome): string {
  const n = (count: number): string => grouped(count, 0)
  return `${n(compared)} pairs have a route before and after; ${n(newly_reachable)} are newly reachable, ${n(cut_off)} cut off. ${n(switched_mode)} change their main mode, ${n(switched_corridor)} their corridor.`
}

const MEASURE_COLUMNS: readonly TextColumn[] = [
  left('mean'),
  right('before'),
  right('after'),
  right('%'),
  right('pair %'),
  right('p5 %'),
  right('p50 %'),
  right('p95 %'),
  right('less'),
  right('more'),
]

function measureRows({ measures }: Outcome, suffix: string): string[][] {
  return (Object.entries(measures) as [Measure, MeasureChange][]).map(([measure, change]) => [
    `${NAMES[measure]}${suffix}`,
    shown(change.mean_before, measure),
    shown(change.mean_after, measure),
    percent(change.change_pct),
    percent(change.mean_pct),
    percent(change.percentiles_pct?.p5),
    percent(change.percentiles_pct?.p50),
    percent(change.percentiles_pct?.p95),
    grouped(change.winners, 0),
    grouped(change.losers, 0),
  ])
}

function pairTable(title: string, pairs: readonly PairChange[], measure: Measure, width: number): string {
  const columns = [left(title), left('to'), right('before'), right('after'), right('%'), left('main mode')]
  const rows = pairs.slice(0, MOST).map((pair) => {
    const { main_mode_before: was, main_mode_after: is } = pair
    return [
      printable(pair.from_name),
      printable(pair.to_name),
      shown(pair.before, measure),
      shown(pair.after, measure),
      percent(pair.change_pct),
      was === is ? `${is ?? ''}` : `${was ?? ''} > ${is ?? ''}`,
    ]
  })
  return [`${title}, ${NAMES[measure]}:`, textTable([left('from'), ...columns.slice(1)], rows, width)].join('\n')
}

function named(title: string, count: number, pairs: readonly PairName[], width: number): string[] {
  if (pairs.length === 0) return []
  const list = pairs.slice(0, MOST).map(({ from_name, to_name }) => printable(`${from_name} - ${to_name}`))
  const rest = count > list.length ? `; and ${grouped(count - list.length, 0)} more` : ''
  return [paragraph(`${title}: ${list.join('; ')}${rest}.`, width)]
}

function switchTable(title: string, switches: readonly Switch<string>[], width: number): string[] {
  if (switches.length === 0) return []
  const rows = switches.slice(0, MOST).map(({ from, to, pairs }) => [printable(from), printable(to), grouped(pairs, 0)])
  return [[`${title}:`, textTable([left('before'), left('after'), right('pairs')], rows, width)].join('\n')]
}

function groupTable(
  title: string,
  groups: readonly GroupChange[],
  same: readonly GroupChange[] | undefined,
  measure: Measure,
  width: number,
): string[] {
  if (groups.length === 0) return []
  // Hours are what most ask for; what was minimised stands beside them.
  const kinds: readonly Measure[] = measure === 'time_h' ? ['time_h'] : ['time_h', measure]
  const columns = [left('group'), right('pairs')]
  for (const kind of kinds) {
    columns.push(right(`${NAMES[kind]} %`))
    if (same !== undefined) columns.push(right('same modes'))
  }
  const rows = groups.map((group) => {
    const other = same?.find(({ id }) => id === group.id)
    const cells = kinds.flatMap((kind) => [
      pairPercent(group.measures[kind]),
      ...(same === undefined ? [] : [pairPercent(other?.measures[kind])]),
    ])
    return [printable(group.name), grouped(group.pairs, 0), ...cells]
  })
  return [[`${title}, mean of the changes of the pairs:`, textTable(columns, rows, width)].join('\n')]
}

function publishedText(beside: readonly PublishedCheck[], width: number): string {
  const columns = [left('published'), left('scenario'), left('modes'), right('from'), right('to'), right('ours')]
  const rows = beside.map(({ published, scenario, variant, ours, of }) => [
    printable(of === undefined ? published.name : `${published.name} (${of})`),
    printable(scenario),
    variant === 'free' ? 'free' : 'same',
    percent(published.min),
    percent(published.max),
    ours === undefined ? UNKNOWN : percent(ours),
  ])
  const sources = [...new Set(beside.map(({ published }) => published.source))]
  return [
    'Beside published values, %:',
    textTable(columns, rows, width),
    paragraph(printable(`Published: ${sources.join('; ')}.`), width),
  ].join('\n')
}

function pairPercent(change: MeanChange | undefined): string {
  return percent(change?.mean_pct)
}

function percent(value: number | undefined): string {
  if (value === undefined) return ''
  const text = value.toFixed(1)
  return Number(text) === 0 ? '0.0' : text
}

function shown(value: number, measure: Measure): string {
  return measure === 'time_h' ? (value / HOURS_PER_DAY).toFixed(2) : grouped(value, 0)
}
