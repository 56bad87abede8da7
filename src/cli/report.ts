import type { Command } from 'commander'
import { compareCorridors } from '../corridor/compare.js'
import { toJson } from '../report/json.js'
import { printable } from '../report/route-text.js'
import { comparisonQuery, withCorridorsOption } from './corridors.js'
import { type QueryOptions, withQueryOptions } from './options.js'
import { writePage } from './page-file.js'
import { EXIT, type Setting } from './setting.js'

interface ReportOptions extends QueryOptions {
  readonly out: string
}

export function addReport(program: Command, { io, exit, networkFor }: Setting): void {
  const command = program
    .command('report <from> <to>')
    .description('the corridors on one page to look at: map, charts, tables, sources')
  withCorridorsOption(withQueryOptions(command))
    .requiredOption('--out <file>', 'the HTML file to write; it needs no other file and no network')
    .action(async (from: string, to: string, options: ReportOptions) => {
      const network = await networkFor(options)
      const { query } = await comparisonQuery(network, from, to, options)
      const comparison = compareCorridors(network, query)
      const bytes = await writePage(options.out, network, comparison, query)
      const open = comparison.corridors.filter(({ status }) => status === 'ok').length
      const written = { file: options.out, bytes, corridors: comparison.corridors.length, open }
      io.out(
        options.json === true
          ? `${toJson(written)}\n`
          : `${printable(options.out)}: ${open} of ${written.corridors} corridors, ${Math.round(bytes / 1000)} kB\n`,
      )
      if (open === 0) exit(EXIT.noRoute)
    })
}
