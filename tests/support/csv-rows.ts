import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** Rows of a CSV file, plain or gzipped, as objects by column. One line is one record; cells may be quoted. */
export function csvRows<Column extends string>(path: string, columns: readonly Column[]): Record<Column, string>[] {
  const bytes = readFileSync(path)
  const [header = '', ...lines] = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .trimEnd()
    .split(/\r?\n/)
  const places = columns.map((column) => {
    const place = header.split(',').indexOf(column)
    if (place === -1) throw new Error(`${path} has no column ${column}`)
    return place
  })
  return lines.map((line) => {
    const cells = line.includes('"') ? quotedCells(line) : line.split(',')
    const row = {} as Record<Column, string>
    columns.forEach((column, i) => {
      row[column] = cells[places[i] as number] ?? ''
    })
    return row
  })
}

function quotedCells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  )
}
