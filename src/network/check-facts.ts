import { NEEDS, NUMERIC_STANDARDS } from '../ingest/schema.js'
import type { Tables } from '../ingest/tables.js'
import type { IssueLog } from '../issue/issue.js'
import { nearest } from '../issue/suggest.js'
import type { Network } from './network.js'

type Row = { readonly file: string; readonly row: number }

/**
 * Reports facilities, hazards and maintenance with an id that another row has, or at a node or link that does not exist, and
 * standards whose value is not of their kind, and leaves these rows out.
 */
export function checkFacts(tables: Tables, graph: Network['graph'], log: IssueLog): void {
  const links = new Set<string>()
  if (tables.hazard.length + tables.maintenance.length > 0) {
    graph.forEachDirectedEdge((_, { link_id }) => links.add(link_id))
  }
  const isNode = (id: string | undefined, row: Row): boolean => {
    if (id === undefined || graph.hasNode(id)) return true
    report(log, row, 'unknown-node', 'node_id', id, 'no such node, so the row is left out', 'a node_id of node.csv', [
      ...nearest(id, graph.nodes()),
    ])
    return false
  }
  const isLink = (id: string | undefined, row: Row): boolean => {
    if (id === undefined || links.has(id)) return true
    report(log, row, 'unknown-link', 'link_id', id, 'no such link, so the row is left out', 'a link_id', [
      ...nearest(id, links),
    ])
    return false
  }
  const isNew = (column: string): ((id: string, row: Row) => boolean) => {
    const seen = new Map<string, Row>()
    return (id, row) => {
      const first = seen.get(id)
      if (first === undefined) {
        seen.set(id, row)
        return true
      }
      const where = `the id is already given in ${first.file}, row ${first.row}, so this row is left out`
      report(log, row, 'duplicate-id', column, id, where, `each ${column} once`)
      return false
    }
  }
  const isNewFacility = isNew('facility_id')
  const isNewHazard = isNew('hazard_id')
  const isNewMaintenance = isNew('maintenance_id')
  tables.facility = tables.facility.filter((row) => {
    for (const need of row.provides ?? []) {
      if ((NEEDS as readonly string[]).includes(need)) continue
      const near = nearest(need, NEEDS)
      report(
        log,
        row,
        'unknown-need',
        'provides',
        need,
        'no shipment can ask for it',
        `some of ${NEEDS.join(', ')}`,
        near,
      )
    }
    return isNode(row.node_id, row) && isNewFacility(row.facility_id, row)
  })
  tables.hazard = tables.hazard.filter((row) => {
    const isCircle = row.x_coord !== undefined && row.y_coord !== undefined && row.radius_km !== undefined
    const ways = [row.link_id !== undefined, row.node_id !== undefined, isCircle].filter(Boolean).length
    if (ways !== 1) {
      const given = ways === 0 ? 'no place' : 'several places'
      const expected = 'a link_id, or a node_id, or x_coord, y_coord and radius_km'
      report(log, row, 'bad-hazard', 'hazard_id', row.hazard_id, `the hazard has ${given}, so it is left out`, expected)
      return false
    }
    return isNode(row.node_id, row) && isLink(row.link_id, row) && isNewHazard(row.hazard_id, row)
  })
  tables.standard = tables.standard.filter((row) => {
    const number = Number(row.value)
    if (!NUMERIC_STANDARDS.has(row.standard) || (Number.isFinite(number) && number >= 0)) return true
    const problem = `the standard ${row.standard} is a number, so the row is left out`
    report(log, row, 'bad-standard', 'value', row.value, problem, 'a number of at least 0')
    return false
  })
  tables.maintenance = tables.maintenance.filter((row) => {
    if (row.from_date > row.to_date) {
      const ends = `it ends before it begins (${row.from_date}), so it is left out`
      report(log, row, 'bad-validity', 'to_date', row.to_date, ends, 'a day not before from_date')
      return false
    }
    return isLink(row.link_id, row) && isNewMaintenance(row.maintenance_id, row)
  })
}

function report(
  log: IssueLog,
  { file, row }: Row,
  code: string,
  column: string,
  value: string,
  problem: string,
  expected: string,
  suggestions: readonly string[] = [],
): void {
  log.add({ severity: 'error', code, file, row, column, value, problem, expected, suggestions })
}
