import type { Comparison } from '../../corridor/compare.js'
import { comparisonTables } from '../compare-tables.js'
import { escaped } from '../drawing/svg.js'
import { nameMark } from './headline.js'
import type { PageSection } from './page-section.js'
import { scrollRegion } from './scroll-region.js'

/** The tables of the comparison; each scrolls by itself where it is wider than the page. */
export function tables(comparison: Comparison): PageSection {
  const { corridors } = comparison
  const openPlaces = corridors.flatMap((corridor, index) => (corridor.status === 'ok' ? [index] : []))
  const parts = comparisonTables(comparison).map(({ caption, columns, rows }, table) => {
    // The first table has all corridors, the others those that have a route.
    const places = rows.length === corridors.length ? corridors.map((_, index) => index) : openPlaces
    const head = columns
      .map(({ title, align }) => `<th scope="col"${align === 'left' ? ' class="text"' : ''}>${escaped(title)}</th>`)
      .join('')
    const body = rows.map((cells, row) => {
      const [name = '', ...values] = cells
      const rest = values.map(
        (cell, i) => `<td${columns[i + 1]?.align === 'left' ? ' class="text"' : ''}>${escaped(cell)}</td>`,
      )
      return `<tr><th scope="row">${nameMark(places[row] ?? row)} ${escaped(name)}</th>${rest.join('')}</tr>`
    })
    // Not a caption element: that would be as wide as the table, and cut where the table is.
    const words = caption.replace(/:$/, '')
    return `<p class="caption" id="table-${table + 1}">${escaped(words)}</p>${scrollRegion(
      words,
      `<table aria-labelledby="table-${table + 1}"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`,
    )}`
  })
  const closed = corridors.flatMap((corridor) =>
    corridor.status === 'no-route'
      ? [`<li><strong>${escaped(corridor.name)}</strong>: ${escaped(corridor.reason)}</li>`]
      : [],
  )
  return {
    id: 'tables',
    title: 'The figures',
    body: [...parts, ...(closed.length === 0 ? [] : [`<h3>Without a route</h3><ul>${closed.join('')}</ul>`])].join(
      '\n',
    ),
  }
}
