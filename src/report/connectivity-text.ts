import type { CorridorScorecard, CountryScorecard, Scorecard } from '../corridor/connectivity/connectivity.js'
import type { Measure, PillarLine, Score } from '../corridor/connectivity/measure.js'
import { PILLARS } from '../ingest/schema.js'
import { grouped, printable } from './printable.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'pillar', align: 'left' },
  { title: 'score', align: 'right' },
  { title: '100 x', align: 'left' },
  { title: 'beside it', align: 'left' },
]

/** What is shown where a score or a measure has no value. */
const NONE = '-'

/**
 * A scorecard for a terminal: for each corridor a line per pillar, with the measures that its score is made of and those beside
 * it, and for the countries their scores, or all of their measures.
 *
 * @param width columns of the terminal
 * @param isDetailed whether countries are shown with their measures
 */
export function connectivityText(scorecard: Scorecard, width: number, isDetailed = false): string {
  const { corridors, countries, scenario, objective } = scorecard
  const under = scenario === undefined ? '' : `, and what the scenario ${scenario} changes (before -> now)`
  const parts = [
    paragraph(printable(`Facilities connectivity by pillar, best routes ${objective}${under}`), width),
    ...corridors.map((corridor) => corridorPart(corridor, width)),
  ]
  if (countries.length > 0) {
    parts.push(...(isDetailed ? countries.map((one) => countryPart(one, width)) : [countryTable(countries, width)]))
  }
  parts.push(paragraph(legend(countries.length > 0 && !isDetailed), width))
  return parts.join('\n\n')
}

function corridorPart({ name, from_name, to_name, reason, pillars }: CorridorScorecard, width: number): string {
  const title = paragraph(printable(`${name}: ${from_name} to ${to_name}`), width)
  return `${title}\n${reason === undefined ? pillarTable(pillars, width) : paragraph(printable(reason), width)}`
}

function countryPart({ country, pillars }: CountryScorecard, width: number): string {
  return `${printable(country)}\n${pillarTable(pillars, width)}`
}

function pillarTable(pillars: readonly PillarLine[], width: number): string {
  return textTable(
    COLUMNS,
    pillars.map(({ pillar, score, measures }) => [
      pillar,
      scoreText(score),
      printable(formulaText(score, measures)),
      printable(besideText(score, measures)),
    ]),
    width,
  )
}

function countryTable(countries: readonly CountryScorecard[], width: number): string {
  return textTable(
    [{ title: 'country', align: 'left' }, ...PILLARS.map((title): TextColumn => ({ title, align: 'right' }))],
    countries.map(({ country, pillars }) => [
      printable(country),
      ...PILLARS.map((pillar) => {
        const line = pillars.find((one) => one.pillar === pillar)
        return line === undefined ? NONE : scoreText(line.score)
      }),
    ]),
    width,
  )
}

/** A score, and where a scenario has changed it what it was before: `48 -> 52`. */
export function scoreText(score: Score): string {
  return changeText(
    score,
    (value) => value.toFixed(0),
    (value) => value.toFixed(1),
  )
}

/** What a score is made of: `beeline_kmh 20.6 / reference_kmh 41.7`. */
export function formulaText({ part, whole }: Score, measures: readonly Measure[]): string {
  return [part, whole]
    .map((id) => {
      const measure = measures.find((one) => one.id === id)
      return measure === undefined ? id : `${id} ${valueText(measure)}`
    })
    .join(' / ')
}

/** The measures of a line that are not part of its score, as far as they are known. */
export function besideText({ part, whole }: Score, measures: readonly Measure[]): string {
  return measures
    .filter(({ id, value, before }) => id !== part && id !== whole && (value !== undefined || before !== undefined))
    .map((measure) => measureText(measure))
    .join('; ')
}

/** A measure in words: `at borders 72.0 h`. */
export function measureText(measure: Measure): string {
  const { label, unit, value } = measure
  return `${label} ${valueText(measure)}${unit === '' || value === undefined ? '' : ` ${unit}`}`
}

function valueText(measure: Measure): string {
  return changeText(measure, rounded, precise)
}

/** The value, and before it what it was, where that is known and differs as written by the one or the other. */
function changeText(
  of: { readonly value: number | undefined; readonly before?: number | undefined },
  write: (value: number) => string,
  writeFiner: (value: number) => string,
): string {
  const text = (value: number | undefined, words: (value: number) => string): string =>
    value === undefined ? NONE : words(value)
  const now = text(of.value, write)
  if (!Object.hasOwn(of, 'before') || of.before === of.value) return now
  const before = text(of.before, write)
  if (before !== now) return `${before} -> ${now}`
  const [finer, finerNow] = [text(of.before, writeFiner), text(of.value, writeFiner)]
  return finer === finerNow ? now : `${finer} -> ${finerNow}`
}

/** Three figures or more; counts as they are. */
function rounded(value: number): string {
  if (Number.isInteger(value)) return grouped(value, 0)
  const size = Math.abs(value)
  return grouped(value, size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

function precise(value: number): string {
  return grouped(value, 2)
}

function legend(withTable: boolean): string {
  const text = `A score is 100 times one measure over another, at most 100; more is better, ${NONE} where there is nothing to measure. Scores of different pillars do not add up.`
  return withTable ? `${text} --countries KZ,UZ shows the measures of countries.` : text
}
