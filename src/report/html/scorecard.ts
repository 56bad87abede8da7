import type { CorridorScorecard, CountryScorecard, Scorecard } from '../../corridor/connectivity/connectivity.js'
import type { PillarLine } from '../../corridor/connectivity/measure.js'
import { PILLARS } from '../../ingest/schema.js'
import { besideText, formulaText, scoreText } from '../connectivity-text.js'
import { escaped } from '../drawing/svg.js'
import { nameMark } from './headline.js'
import type { PageSection } from './page-section.js'
import { scrollRegion } from './scroll-region.js'

/**
 * The scorecard of facilities connectivity: the scores at a glance, and folded below them the measures that each is made of.
 *
 * @param places ids of the corridors in the order of the page, whose letters and colours they keep
 */
export function scorecardSection(
  { corridors, countries, scenario }: Scorecard,
  places: readonly string[],
): PageSection {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  const mark = ({ id }: CorridorScorecard): string => {
    const place = places.indexOf(id)
    return place < 0 ? '' : `${nameMark(place)} `
  }
  const nameOf = ({ country }: CountryScorecard): string => escaped(names.of(country) ?? country)
  const open = corridors.filter(({ status }) => status === 'ok')
  const body = [
    `<p>A score is 100 times one shown measure over another, at most 100; more is better. It is no index: below, each stands with what it is made of.${
      scenario === undefined
        ? ''
        : ` Under the scenario “${escaped(scenario)}”; where it changes a number, what it was stands before the arrow.`
    }</p>`,
    overview(
      'Scores of the corridors',
      'corridor',
      open.map((corridor) => [`${mark(corridor)}${escaped(corridor.name)}`, corridor.pillars]),
    ),
    overview(
      'Scores of the countries on the way',
      'country',
      countries.map((country) => [nameOf(country), country.pillars]),
    ),
    '<h3>What the scores are made of</h3>',
    ...open.map((corridor) =>
      details(`${mark(corridor)}<strong>${escaped(corridor.name)}</strong>`, corridor.name, corridor.pillars),
    ),
    ...(countries.length === 0
      ? []
      : [
          `<details><summary>The ${countries.length} countries</summary>${countries
            .map((country) => details(nameOf(country), country.country, country.pillars))
            .join('\n')}</details>`,
        ]),
  ]
  return { id: 'connectivity', title: 'The six pillars', body: body.join('\n') }
}

/** @param rows names as HTML, with their lines */
function overview(
  title: string,
  what: string,
  rows: readonly (readonly [name: string, pillars: readonly PillarLine[]])[],
): string {
  if (rows.length === 0) return ''
  const head = PILLARS.map((pillar) => `<th scope="col">${pillar}</th>`).join('')
  const body = rows.map(([name, pillars]) => {
    const cells = PILLARS.map((pillar) => {
      const line = pillars.find((one) => one.pillar === pillar)
      return `<td>${line === undefined ? '-' : escaped(scoreText(line.score))}</td>`
    })
    return `<tr><th scope="row">${name}</th>${cells.join('')}</tr>`
  })
  return `<p class="caption">${title}, 0 to 100</p>${scrollRegion(
    title,
    `<table><thead><tr><th scope="col">${what}</th>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`,
  )}`
}

function details(summary: string, name: string, pillars: readonly PillarLine[]): string {
  const rows = pillars.map(
    ({ pillar, score, measures }) =>
      `<tr><th scope="row">${pillar}</th><td>${escaped(scoreText(score))}</td><td class="text wrap">${escaped(formulaText(score, measures))}</td><td class="text wrap">${escaped(besideText(score, measures))}</td></tr>`,
  )
  return `<details><summary>${summary}</summary>${scrollRegion(
    `Pillars of ${name}`,
    `<table><thead><tr><th scope="col">pillar</th><th scope="col">score</th><th scope="col" class="text">100 x</th><th scope="col" class="text">beside it</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  )}</details>`
}
