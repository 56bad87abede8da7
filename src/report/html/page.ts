import { sha256 } from '@noble/hashes/sha2'
import { utf8ToBytes } from '@noble/hashes/utils'
import type { BreakEven } from '../../corridor/break-even/break-even.js'
import type { CompareQuery, Comparison } from '../../corridor/compare.js'
import type { Scorecard } from '../../corridor/connectivity/connectivity.js'
import { type Prices, pricesOf } from '../../cost/prices.js'
import type { Network } from '../../network/network.js'
import { escaped } from '../drawing/svg.js'
import { assumptions } from './assumptions.js'
import { figureSections } from './figures.js'
import { corridorKey, headline } from './headline.js'
import { legDetails } from './leg-details.js'
import type { PageSection } from './page-section.js'
import { PAGE_CSS } from './page-style.js'
import { scorecardSection } from './scorecard.js'
import { sources } from './sources.js'
import { tables } from './tables.js'

/** What the page shows beside the comparison. */
export interface PageOptions {
  /** That of the comparison: places, rules and their sources. */
  readonly network: Network
  /** Default: none. */
  readonly breakEvens?: readonly BreakEven[]
  /** Default: none. */
  readonly scorecard?: Scorecard
  /** With which the hours and kilograms were priced. Default: those of the network's `parameter.csv`. */
  readonly prices?: Prices
  /** What was asked: its constraints, handling and scenario are listed. Default: nothing more than the comparison says. */
  readonly query?: Partial<CompareQuery>
  /** State of the network, in words, such as a date. Default: not shown. */
  readonly networkDate?: string
}

/**
 * A comparison of corridors as one HTML page that needs nothing else: no network, no script, no other file. In it: the
 * question in words, the best by each criterion, a map, the tables, time and cost against distance, where the hours,
 * dollars and kilograms go, time against cost with carbon, the break-evens and the scorecard given, each route leg by leg, the assumptions
 * and the sources. It has a light and a dark scheme, is laid out from 360 px on, and can be read by keyboard.
 *
 * The same input gives the same page, byte for byte. Every text from files is escaped, and a content security policy
 * forbids scripts and requests. Some hundred kilobytes; about a second.
 *
 * @throws UsageError where the network lacks a place of a route
 * @example
 * const html = await comparisonHtml(compareCorridors(router, query), { network: router.network, query })
 */
export async function comparisonHtml(comparison: Comparison, options: PageOptions): Promise<string> {
  const { network, breakEvens = [], scorecard, prices = pricesOf(network.rules), query = {}, networkDate } = options
  const drawn = await figureSections(comparison, network, breakEvens)
  const [map, ...charts] = drawn
  const sections: readonly PageSection[] = [
    ...(map === undefined ? [] : [map]),
    tables(comparison),
    ...charts,
    ...(scorecard === undefined
      ? []
      : [
          scorecardSection(
            scorecard,
            comparison.corridors.map(({ id }) => id),
          ),
        ]),
    legDetails(comparison),
    assumptions(comparison, network, prices, query, networkDate),
    sources(comparison, network),
  ]
  const title = `${comparison.from_name} to ${comparison.to_name}: corridors compared`
  const digest = btoa(String.fromCharCode(...sha256(utf8ToBytes(PAGE_CSS))))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${PAGE_CSS}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the map and the tables</a>
<header>
${headline(comparison, query)}
<nav aria-label="Parts of the page"><ul>${sections.map(({ id, title: name }) => `<li><a href="#${id}">${escaped(name)}</a></li>`).join('')}</ul></nav>
</header>
<main id="main" tabindex="-1">
${sections.map((section, i) => sectionHtml(section, i === 0 ? corridorKey(comparison) : '')).join('\n')}
</main>
<footer><p>Drawn by landbridge. Figures are planning values from published rates, speeds and dwell times; they are no offer and no timetable.</p></footer>
</body>
</html>
`
}

function sectionHtml({ id, title, body }: PageSection, key: string): string {
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escaped(title)}</h2>
${key}${body}
</section>`
}
