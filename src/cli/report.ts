import type { Command } from 'commander'
import { compareCorridors } from '../corridor/compare.js'
import { toJson } from '../report/json.js'
import { printable } from '../report/route-text.js'
import { corridorsFor, withCorridorsOption } from './corridors.js'
import { type QueryOptions, queryFrom, withQueryOptions } from './options.js'
import { writePage } from './page-file.js'
import { EXIT, type Setting } from './setting.js'

interface ReportOptions extends QueryOptions {
  readonly out: string
}

export function addReport(program: Command, { io, exit, routerFor }: Setting): void {
  const command = program
    .command('report <from> <to>')
    .description('the corridors on one page to look at: map, charts, tables, sources')
  withCorridorsOption(withQueryOptions(command))
    .requiredOption('--out <file>', 'the HTML file to write; it needs no other file and no network')
    .action(async (from: string, to: string, options: ReportOptions) => {
      const router = await routerFor(options)
      const query = { ...queryFrom(from, to, options), corridors: await corridorsFor(router, options) }
      const comparison = compareCorridors(router, query)
      const bytes = await writePage(options.out, router, comparison, query)
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
