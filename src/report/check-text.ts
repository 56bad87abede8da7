import type { RuleGap } from '../cost/cost-model.js'
import type { Issue } from '../issue/issue.js'
import { printable } from './route-text.js'

export interface CheckReport {
  readonly nodes: number
  readonly edges: number
  readonly issues: readonly Issue[]
  readonly gaps: readonly RuleGap[]
}

/** A data-quality report for a terminal: every finding on a line of its own, then the counts. */
export function checkText({ nodes, edges, issues, gaps }: CheckReport): string {
  const lines = issues.map((issue) => printable(`${issue.severity}: ${issue.message}`))
  const missing = gaps.map((gap) => printable(`error: ${gap.table}.csv: ${gapSentence(gap)}`))
  const count = (severity: Issue['severity']): number => issues.filter((issue) => issue.severity === severity).length
  const summary = `${nodes} nodes, ${edges} edges: ${count('error') + gaps.length} errors, ${count('warning')} warnings, ${count('info')} notes.`
  return [...lines, ...missing, summary].join('\n')
}

function gapSentence({ kind, subject }: RuleGap): string {
  return kind === 'missing'
    ? `no rule matches ${subject}; expected a row for it.`
    : `several equally specific rules match ${subject}; expected one more specific row.`
}
