import { plus } from '../corridor/extra.js'
import type {
  MaintenancePlan,
  PlanPair,
  PlanPeriod,
  PlanScore,
  PlanWorks,
} from '../corridor/maintenance/maintenance-plan.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

const SCORE: readonly TextColumn[] = [right('delay days'), right('USD'), right('cut off')]
const WORKS_COLUMNS: readonly TextColumn[] = [
  right('#'),
  left('closure'),
  left('when'),
  right('days'),
  ...SCORE,
  right('saves days'),
  right('saves cut'),
]
const PERIOD_COLUMNS: readonly TextColumn[] = [
  left('from'),
  left('to'),
  right('days'),
  left('closed'),
  right('pairs'),
  ...SCORE,
]
const PAIR_COLUMNS: readonly TextColumn[] = [left('pair'), right('a day'), ...SCORE]

/**
 * A plan of works for a terminal: what it costs in all, what each closure adds to it, when, and to whom. Closures and periods that cost
 * nothing are counted and not listed.
 *
 * @param width columns of the terminal
 */
export function maintenanceText(plan: MaintenancePlan, width: number): string {
  const { works, periods, pairs, total, apart } = plan
  const lines = [paragraph(printable(headline(plan)), width)]
  const costly = works.filter(({ alone, share }) => counts(alone) || counts(share))
  if (costly.length > 0) {
    const what = 'Each closure: what it costs alone, and what leaving it out saves where all others stay:'
    lines.push('', paragraph(what, width), '')
    lines.push(textTable(WORKS_COLUMNS, costly.map(worksCells), width))
  }
  const others = works.length - costly.length
  if (costly.length === 0) lines.push('', 'None of them costs anything.')
  else if (others > 0) lines.push('', `${others} more ${others === 1 ? 'costs' : 'cost'} nothing.`)
  const hit = joined(periods, new Set(costly.map(({ maintenance_id }) => maintenance_id)))
  if (hit.length > 0) {
    lines.push('', 'When:', '', textTable(PERIOD_COLUMNS, hit.map(periodCells), width))
  }
  if (pairs.length > 1) {
    const routed = pairs.filter((pair) => pair.routed)
    lines.push('', 'Whom:', '', textTable(PAIR_COLUMNS, routed.map(pairCells), width))
  }
  if (apart !== undefined && (counts(apart) || counts(total))) {
    lines.push('', paragraph(`One after another, each as long as it is, they would cost ${scoreText(apart)}.`, width))
  }
  const without = pairs.filter(({ routed }) => !routed)
  if (without.length > 0) {
    const names = without.map(({ from_name, to_name }) => `${from_name} to ${to_name}`).join(', ')
    lines.push('', paragraph(printable(`No route to begin with: ${names}.`), width))
  }
  return lines.join('\n')
}

function headline({ pairs, objective, works, days, total }: MaintenancePlan): string {
  const [pair] = pairs
  const who = pairs.length === 1 ? `${pair?.from_name} to ${pair?.to_name}` : `${pairs.length} pairs`
  const what = works.length === 1 ? '1 closure' : `${works.length} closures`
  return `${who}, ${objective}: ${what} on ${grouped(days, 0)} ${days === 1 ? 'day' : 'days'} cost ${scoreText(total)}`
}

function scoreText(score: PlanScore): string {
  const [days, usd, cut] = scoreCells(score)
  const lost = score.cut_off === 0 ? '' : `; ${cut} shipments have no way`
  return `${days} days of delay and USD ${usd}${lost}`
}

function counts({ extra, delta, cut_off }: PlanScore): boolean {
  return delta !== 0 || cut_off !== 0 || extra.time_h !== 0
}

function worksCells({ rank, maintenance_id, name, link_id, from, to, days, alone, share }: PlanWorks): string[] {
  const what = `${maintenance_id}: ${name ?? link_id}`
  const [saved = '', , kept = ''] = scoreCells(share)
  return [String(rank), what, `${from} to ${to}`, String(days), ...scoreCells(alone), saved, kept].map(printable)
}

/** Periods that cost something, with the closures that do; those one after another that cost the same by the day are one. */
function joined(periods: readonly PlanPeriod[], costly: ReadonlySet<string>): PlanPeriod[] {
  const kept: PlanPeriod[] = []
  let follows = false
  for (const { maintenance, ...period } of periods) {
    const here = { ...period, maintenance: maintenance.filter((id) => costly.has(id)) }
    if (!counts(here.score)) {
      follows = false
      continue
    }
    const last = kept.at(-1)
    if (follows && last !== undefined && sameByDay(last, here)) {
      kept[kept.length - 1] = { ...last, to: here.to, days: last.days + here.days, score: sum(last.score, here.score) }
    } else kept.push(here)
    follows = true
  }
  return kept
}

function sameByDay(a: PlanPeriod, b: PlanPeriod): boolean {
  const told = ({ maintenance, rerouted, cut_off_pairs, score, days }: PlanPeriod): string =>
    JSON.stringify([maintenance, rerouted, cut_off_pairs, (score.delta / days).toFixed(6)])
  return told(a) === told(b)
}

function sum(a: PlanScore, b: PlanScore): PlanScore {
  return {
    extra: plus(a.extra, b.extra),
    delta: a.delta + b.delta,
    delay_days: a.delay_days + b.delay_days,
    cut_off: a.cut_off + b.cut_off,
  }
}

function periodCells({ from, to, days, maintenance, rerouted, cut_off_pairs, score }: PlanPeriod): string[] {
  const pairs = String(rerouted + cut_off_pairs)
  return [from, to, String(days), maintenance.join(', '), pairs, ...scoreCells(score)].map(printable)
}

function pairCells({ from_name, to_name, weight, score }: PlanPair): string[] {
  return [`${from_name} - ${to_name}`, plain(weight), ...scoreCells(score)].map(printable)
}

function scoreCells({ delay_days, extra, cut_off }: PlanScore): string[] {
  const usd = extra.cost_usd === undefined ? UNKNOWN : zeroed(grouped(extra.cost_usd, 0))
  return [zeroed(grouped(delay_days, 1)), usd, plain(cut_off)]
}

/** What rounds to nothing has no sign. */
function zeroed(text: string): string {
  return Number(text.replaceAll(',', '')) === 0 ? text.replace('-', '') : text
}

function plain(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 1 })
}
