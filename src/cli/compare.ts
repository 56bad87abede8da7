import { type Command, Option } from 'commander'
import { type Comparison, compareCorridors } from '../corridor/compare.js'
import { compareCsv } from '../report/compare-csv.js'
import { compareGeoJson } from '../report/compare-geojson.js'
import { compareMarkdown } from '../report/compare-markdown.js'
import { compareText } from '../report/compare-text.js'
import { toJson } from '../report/json.js'
import type { Router } from '../routing/router.js'
import { comparisonQuery, withCorridorsOption } from './corridors.js'
import { type QueryOptions, withQueryOptions } from './options.js'
import { writePage } from './page-file.js'
import { EXIT, type Setting } from './setting.js'

/** The forms in which a comparison is printed, but for text. */
const FORMS = ['json', 'markdown', 'csv', 'geojson'] as const

interface CompareOptions extends QueryOptions {
  readonly markdown?: boolean
  readonly csv?: boolean
  readonly html?: string
}

export function addCompare(program: Command, { io, exit, networkFor }: Setting): void {
  const form = (name: (typeof FORMS)[number], meaning: string) =>
    new Option(`--${name}`, meaning).conflicts(FORMS.filter((other) => other !== name))
  const command = program.command('compare <from> <to>').description('the corridors side by side')
  withCorridorsOption(withQueryOptions(command))
    .addOption(form('markdown', 'print Markdown tables'))
    .addOption(form('csv', 'print a line of CSV per corridor'))
    .addOption(form('geojson', 'print the legs of every corridor as GeoJSON'))
    .option('--html <file>', 'write a page to look at as well: map, charts, tables, sources')
    .action(async (from: string, to: string, options: CompareOptions) => {
      const network = await networkFor(options)
      const { router, query } = await comparisonQuery(network, from, to, options)
      const comparison = compareCorridors(network, query)
      if (options.html !== undefined) await writePage(options.html, network, comparison, query)
      io.out(`${printed(comparison, options, router, io.width)}\n`)
      if (comparison.corridors.every((corridor) => corridor.status === 'no-route')) exit(EXIT.noRoute)
    })
}

function printed(comparison: Comparison, options: CompareOptions, { network }: Router, width: number): string {
  if (options.json === true) return toJson(comparison)
  if (options.markdown === true) return compareMarkdown(comparison)
  if (options.csv === true) return compareCsv(comparison)
  if (options.geojson === true) return toJson(compareGeoJson(comparison, network))
  return compareText(comparison, width)
}
