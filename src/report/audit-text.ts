import type { Audit } from '../corridor/audit/audit.js'
import type { AuditLimit } from '../corridor/audit/limits.js'
import type { Handler, Mismatch } from '../corridor/audit/mismatches.js'
import type { StandardValue } from '../corridor/audit/pieces.js'
import type { RouteSafety } from '../corridor/audit/safety.js'
import type { StandardAlong } from '../corridor/audit/sections.js'
import type { MaintenanceWindow, RouteMaintenance } from '../corridor/maintenance/route-maintenance.js'
import { roundToSum } from '../units/units.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { signed } from './signed.js'
import { STANDARD_WORDS } from './standard-words.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

const MISMATCH_COLUMNS: readonly TextColumn[] = [
  left('standard'),
  left('where'),
  left('change'),
  left('handled by'),
  right('hours'),
  right('USD'),
]
const LIMIT_COLUMNS: readonly TextColumn[] = [
  left('limit'),
  right('least'),
  right('greatest'),
  right('%'),
  left('where the least'),
]
const WINDOW_COLUMNS: readonly TextColumn[] = [
  left('from'),
  left('to'),
  right('days'),
  left('closed'),
  right('hours'),
  right('USD'),
]
const YEAR_COLUMNS: readonly TextColumn[] = [
  left('year'),
  right('days hit'),
  right('cut off'),
  right('mean h'),
  right('mean USD'),
]

const HANDLED: Readonly<Record<Handler, string>> = {
  mode: 'change of mode',
  gauge: 'change of gauge',
  border: 'border',
  none: 'no stop',
}

/**
 * An audit for a terminal: the mismatches, what may go all the way, safety, maintenance and what is not known. The hours and USD of the
 * mismatches add up to their last line exactly.
 *
 * @param width columns of the terminal
 * @param withSections whether to print every standard along the way as well
 */
export function auditText(audit: Audit, width: number, withSections = false): string {
  const { summary, mismatches, limits, weakest, safety, maintenance, standards } = audit
  const lines = [paragraph(printable(headline(audit)), width)]
  if (mismatches.length > 0) {
    const rows = mismatchRows(audit)
    lines.push(
      '',
      textTable(
        MISMATCH_COLUMNS,
        rows.map((row) => row.map(printable)),
        width,
        true,
      ),
    )
    lines.push('', paragraph(legend(summary.possible), width))
  }
  if (limits.length > 0) {
    lines.push('', 'All the way may go:', '')
    lines.push(textTable(LIMIT_COLUMNS, limits.map(limitCells), width))
    if (weakest !== undefined) lines.push('', paragraph(printable(weakestText(weakest)), width))
  }
  const safe = safetyText(safety)
  if (safe !== undefined) lines.push('', paragraph(safe, width))
  lines.push(...maintenanceLines(maintenance, width))
  const unknown = unknownText(audit)
  if (unknown !== undefined) lines.push('', paragraph(printable(unknown), width))
  if (withSections) for (const standard of standards) lines.push('', ...sectionLines(standard, width))
  return lines.join('\n')
}

function headline({ corridor, from_name, to_name, objective, summary, stops, totals }: Audit): string {
  const { mismatches, unhandled, time_h, cost_usd } = summary
  const name = corridor === undefined ? '' : `${corridor.name}, `
  const count = mismatches === 1 ? '1 mismatch' : `${mismatches} mismatches`
  const handled = unhandled === 0 ? 'all' : `${mismatches - unhandled} of them`
  const places = stops.filter((stop) => stop.mismatches > 0).length
  const where = mismatches === 0 ? '' : `, ${handled} handled at ${places} ${places === 1 ? 'stop' : 'stops'}`
  const usd = cost_usd === undefined ? `USD ${UNKNOWN}` : `USD ${grouped(cost_usd, 0)}`
  const all = totals.cost_usd === undefined ? '' : ` of ${grouped(totals.cost_usd, 0)}`
  const cost = mismatches === 0 ? '' : `: ${grouped(time_h, 1)} of ${grouped(totals.time_h, 1)} hours, ${usd}${all}`
  return `${name}${from_name} to ${to_name}, ${objective}: ${count}${where}${cost}`
}

function mismatchRows({ mismatches, summary }: Audit): string[][] {
  // What costs nothing of its own stays blank; the others are rounded so that they add up.
  const hours = shares(
    mismatches.map(({ time_h }) => time_h),
    summary.time_h,
    1,
  )
  const usd = shares(
    mismatches.map(({ cost_usd }) => cost_usd),
    summary.cost_usd,
    0,
  )
  const rows = mismatches.map((mismatch, i) => [
    `${STANDARD_WORDS[mismatch.standard]}${mismatch.certain ? '' : ' ?'}`,
    placeOf(mismatch),
    `${valuesText(mismatch.before)} > ${valuesText(mismatch.after)}`,
    HANDLED[mismatch.handled_by],
    hours[i] as string,
    usd[i] as string,
  ])
  rows.push(['total', '', '', '', hours[mismatches.length] as string, usd[mismatches.length] as string])
  return rows
}

function shares(values: readonly (number | undefined)[], total: number | undefined, decimals: number): string[] {
  if (total === undefined || values.some((value) => value === undefined)) {
    return [...values, total].map((value) =>
      value === undefined ? UNKNOWN : value === 0 ? '' : grouped(value, decimals),
    )
  }
  const rounded = roundToSum(values as readonly number[], decimals)
  const sum = rounded.reduce((so, value) => so + value, 0)
  return [...rounded.map((value, i) => (values[i] === 0 ? '' : grouped(value, decimals))), grouped(sum, decimals)]
}

function placeOf({ from, to, from_name, to_name, from_country, to_country }: Mismatch): string {
  const countries =
    from_country === to_country ? (from_country ?? '') : `${from_country ?? 'sea'}-${to_country ?? 'sea'}`
  const place = from === to ? to_name : `${from_name} - ${to_name}`
  return countries === '' ? place : `${place} (${countries})`
}

function valuesText(values: readonly StandardValue[]): string {
  return values.map((value) => (typeof value === 'number' ? plain(value) : value)).join(' or ')
}

/** Gauges and lengths as they are written, without groups of three. */
function plain(value: number): string {
  return String(Number(value.toFixed(3)))
}

function legend(possible: number): string {
  const open = possible === 0 ? '' : ' ?: the table gives several values and not where each holds.'
  return `Hours and USD of a stop are counted once: of a change of gauge for the gauge, of a border shared equally; the rest goes along without a cost of its own.${open}`
}

function limitCells({ standard, mode, least, greatest, share, weakest, least_km, unknown_km }: AuditLimit): string[] {
  const isSame = least === greatest
  const where = isSame ? 'all the way' : sectionPlace(weakest, least_km)
  const unknown = unknown_km > 0 ? `; ${grouped(unknown_km, 0)} km ${UNKNOWN}` : ''
  return [
    `${STANDARD_WORDS[standard]} (${mode})`,
    plain(least),
    plain(greatest),
    grouped(100 * share, 0),
    `${where}${unknown}`,
  ].map(printable)
}

function sectionPlace({ from_name, to_name, country }: AuditLimit['weakest'], km: number): string {
  return `${from_name} - ${to_name}${country === undefined ? '' : ` (${country})`}, ${grouped(km, 0)} km in all`
}

function weakestText({ standard, least, greatest, share, weakest, least_km }: AuditLimit): string {
  return `Weakest link: ${STANDARD_WORDS[standard]}: ${plain(least)} of ${plain(greatest)} (${grouped(100 * share, 0)} %): ${sectionPlace(weakest, least_km)}.`
}

function safetyText({
  by_mode,
  incidents_per_day,
  undisturbed,
  delay_h,
  incident_h,
  known_km,
  unknown_km,
}: RouteSafety): string | undefined {
  if (incidents_per_day === undefined || undisturbed === undefined || delay_h === undefined) return undefined
  const traffic = by_mode
    .map(
      ({ mode, vehicles_per_day }) =>
        `${grouped(vehicles_per_day, 0)} ${mode === 'rail' ? 'trains' : 'vehicles'} a day`,
    )
    .join(' and ')
  const elsewhere = unknown_km > 0 ? `; ${grouped(unknown_km, 0)} km have no class` : ''
  return `Safety: with ${traffic}, ${grouped(incidents_per_day, 3)} incidents a day that block the way for ${plain(incident_h)} h: free with a probability of ${grouped(100 * undisturbed, 1)} %, ${grouped(delay_h, 2)} h of waiting on average; over ${grouped(known_km, 0)} km${elsewhere}.`
}

function maintenanceLines({ windows, years, unit }: RouteMaintenance, width: number): string[] {
  if (windows.length === 0) return ['', 'No works close a link of this way.']
  const money = unit === 'USD' ? '' : `, ${unit}`
  const means = years.map(({ year, days, disturbed_days, cut_off_days, mean_extra }) => [
    String(year),
    `${disturbed_days} of ${days}`,
    String(cut_off_days),
    signed(mean_extra.time_h, 2),
    signed(mean_extra.cost_usd, 0),
  ])
  return [
    '',
    paragraph(`Works on this way, and what the best way round them takes more by the objective${money}:`, width),
    '',
    textTable(
      WINDOW_COLUMNS,
      windows.map((window) => windowCells(window).map(printable)),
      width,
    ),
    '',
    'On average over the year:',
    '',
    textTable(YEAR_COLUMNS, means, width),
  ]
}

function windowCells({ from, to, days, maintenance, extra }: MaintenanceWindow): string[] {
  const more = extra === undefined ? ['no route', ''] : [signed(extra.time_h, 1), signed(extra.cost_usd, 0)]
  return [from, to, String(days), maintenance.join(', '), ...more]
}

function unknownText({ standards, unknown }: Audit): string | undefined {
  const parts = standards.flatMap(({ standard, unknown_km }) => {
    if (unknown_km === 0) return []
    const countries = unknown.filter((one) => one.standard === standard).map(({ country }) => country ?? 'sea')
    return [
      `${STANDARD_WORDS[standard].replace(/, .*$/, '')} ${grouped(unknown_km, 0)} km (${[...new Set(countries)].join(' ')})`,
    ]
  })
  return parts.length === 0 ? undefined : `Not known: ${parts.join('; ')}.`
}

function sectionLines({ standard, sections }: StandardAlong, width: number): string[] {
  const told = sections.map(({ mode, country, gauge_mm, values, from_name, to_name, length_km }) => {
    const track = gauge_mm === undefined || standard === 'gauge_mm' ? mode : `${mode} ${gauge_mm}`
    const value = values === undefined ? UNKNOWN : valuesText(values)
    return `${value}: ${from_name} - ${to_name}, ${country === undefined ? '' : `${country}, `}${track}, ${grouped(length_km, 0)} km`
  })
  return [`${STANDARD_WORDS[standard]}:`, ...told.map((text) => paragraph(printable(text), width, '  ', '    '))]
}
