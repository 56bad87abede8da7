import type { EmissionElement, EmissionReport } from '../corridor/emissions/emission-report.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { sumColumn } from './sum-column.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: '#', align: 'right' },
  { title: 'element', align: 'left' },
  { title: 'where', align: 'left' },
  { title: 'km', align: 'right' },
  { title: 't-km', align: 'right' },
  { title: 'WTW kg', align: 'right' },
  { title: 'TTW kg', align: 'right' },
  { title: 'g/t-km', align: 'right' },
]

/**
 * An emission report for a terminal: a line per element, the sources, and what is missing. The lines of a column add up to
 * its last line exactly.
 *
 * @param width columns of the terminal
 */
export function emissionsText(report: EmissionReport, width: number): string {
  const { elements, totals, shipment } = report
  const moves = elements.map((element) => (element.kind === 'transport' ? element : undefined))
  const km = sumColumn(
    moves.map((move) => move?.distance.km ?? 0),
    0,
  )
  const activity = sumColumn(
    moves.map((move) => move?.tonne_km ?? 0),
    0,
  )
  const wtw = sumColumn(
    elements.map((element) => element.co2e_wtw_kg),
    1,
  )
  const ttw = sumColumn(
    elements.map((element) => element.co2e_ttw_kg),
    1,
  )
  const rows = elements.map((element, i) => {
    const isMove = element.kind === 'transport'
    return [
      String(i + 1),
      what(element),
      where(element),
      isMove ? `${km[i]} ${element.distance.kind.toUpperCase()}` : '',
      isMove ? activity[i] : '',
      wtw[i],
      ttw[i],
      isMove ? intensity(element.wtw_g_per_tkm) : '',
    ]
  })
  const last = elements.length
  rows.push(['', 'total', '', km[last], activity[last], wtw[last], ttw[last], intensity(totals.wtw_g_per_tkm)])
  const title = `${report.from_name} to ${report.to_name}: emissions by ${report.standard}, ${grouped(shipment.tonnes, 1)} t`
  const lines = [
    paragraph(printable(title), width),
    '',
    textTable(
      COLUMNS,
      rows.map((row) => row.map((cell) => printable(cell ?? ''))),
      width,
      true,
    ),
    '',
    paragraph(LEGEND, width),
  ]
  if (report.missing.length > 0) {
    const list = report.missing.map(({ text }) => paragraph(printable(text), width, '  ', '    '))
    lines.push('', 'Missing, so that the totals are unknown:', ...list)
  }
  if (report.sources.length > 0) {
    const list = report.sources.map(({ source, elements: ids }) => {
      const numbers = ids.map((id) => id.replace('tce-', '')).join(', ')
      return paragraph(printable(`${source} [${numbers}]`), width, '  ', '    ')
    })
    lines.push('', 'Factors [elements]:', ...list)
  }
  return lines.join('\n')
}

const LEGEND =
  'SFD: shortest feasible distance, along the lines of the network; GCD: great-circle distance. The distance adjustment is in the kg and g, not in the km.'

function what(element: EmissionElement): string {
  if (element.kind === 'transport') return element.mode
  const { operation, from_mode, to_mode, category } = element
  if (operation === 'mode') return `${from_mode} to ${to_mode}`
  // load-rail, gauge-1435-1520
  return category.replace('-', ' ')
}

function where(element: EmissionElement): string {
  return element.kind === 'hub' ? element.to_name : `${element.from_name} - ${element.to_name}`
}

function intensity(grams: number | undefined): string {
  return grams === undefined ? UNKNOWN : grouped(grams, 1)
}
