import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Area } from '../corridor/screening/area.js'
import { areasFromGeoJson } from '../corridor/screening/area-geojson.js'
import { areasFromRecords } from '../corridor/screening/area-table.js'
import { readCsvFile } from '../ingest/csv-file.js'
import { DataError } from '../issue/errors.js'
import { type Issue, IssueLog } from '../issue/issue.js'
import { readJson } from './scenario-file.js'

/**
 * The areas of a file: a table where its name ends in `.csv`, GeoJSON otherwise.
 *
 * @param kind of the features of GeoJSON that have none
 * @param note is told of warnings
 * @throws DataError where there is no such file, or where a row or feature is in error
 */
export async function readAreas(
  path: string,
  kind: string | undefined,
  note: (issue: Issue) => void,
): Promise<readonly Area[]> {
  const { areas, issues } = /\.csv$/i.test(path)
    ? await fromTable(path)
    : areasFromGeoJson(await readJson(path), { file: basename(path), ...(kind === undefined ? {} : { kind }) })
  const error = issues.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw new DataError(error.message, issues)
  issues.forEach(note)
  return areas
}

async function fromTable(path: string): Promise<ReturnType<typeof areasFromRecords>> {
  if (!existsSync(path)) throw new DataError(`There is no file "${path}"; expected a CSV or GeoJSON file of areas.`)
  const log = new IssueLog()
  const records: string[][] = []
  await readCsvFile(path, log, (cells) => {
    records.push([...cells])
  })
  const { areas, issues } = areasFromRecords(records, basename(path))
  return { areas, issues: [...log.issues, ...issues] }
}
