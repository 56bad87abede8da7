import type { BorderFlow, CutLink, Flow, FlowAnswer, FlowLink, FlowUnitCost } from '../routing/flow/answer.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { milliseconds } from './signal-time.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

/** Statuses other than this are shown. */
const OPEN = 'open'

/** Digits after the point of amounts, at most. */
const DECIMALS = 3

/** Hours below this are not shown. */
const SHOWN_HOURS = 0.05

/**
 * A flow for a terminal: how much, what limits it, the links that carry it and the borders that it crosses.
 *
 * @param width columns of the terminal
 */
export function flowText(answer: FlowAnswer, width: number): string {
  const lines = [paragraph(printable(headline(answer)), width)]
  if (answer.status === 'ok') lines.push(...details(answer, width))
  const { links, treated } = answer.unknown_capacity
  if (links.length > 0) {
    const count = links.length === 1 ? '1 link has' : `${grouped(links.length, 0)} links have`
    const what = treated === 'exclude' ? 'left out' : 'taken as unlimited'
    lines.push('', paragraph(`${count} no known capacity and ${links.length === 1 ? 'is' : 'are'} ${what}.`, width))
  }
  return lines.join('\n')
}

function headline(answer: FlowAnswer): string {
  if (answer.status !== 'ok') return answer.reason
  const { from, to, mode, value, unit, demand, unmet, objective } = answer
  const least = objective === undefined ? '' : `, ${objective}`
  const asked = demand === undefined ? '' : ` of ${amount(demand)} asked for`
  const missing = unmet === undefined || unmet === 0 ? '' : `; ${amount(unmet)} cannot flow`
  const most = demand === undefined ? 'at most ' : ''
  return `${from.name} to ${to.name} by ${mode}${least}: ${most}${amount(value)} ${unit}${asked}${missing}`
}

function details(flow: Flow, width: number): string[] {
  const lines: string[] = []
  if (flow.per_unit !== undefined) lines.push('', paragraph(unitText(flow.per_unit), width))
  if (flow.limited_by === 'demand') lines.push('', 'More could flow: the demand is the limit.')
  if (flow.cut.length > 0) {
    lines.push(
      '',
      paragraph('What limits it: every way passes one of these links, and all of them are full.', width),
      '',
    )
    lines.push(textTable(CUT_COLUMNS(flow.unit), flow.cut.map(cutCells), width))
  }
  if (flow.links.length > 0) {
    lines.push('', 'Links used:', '', textTable(LINK_COLUMNS(flow.unit), flow.links.map(linkCells), width))
  }
  if (flow.borders.length > 0) {
    lines.push('', 'Borders:', '', textTable(BORDER_COLUMNS(flow.unit), flow.borders.map(borderCells), width))
  }
  return lines
}

function unitText({ unit, time_h, cost_usd, co2e_kg }: FlowUnitCost): string {
  if (unit === 'signal') return `On average ${grouped(milliseconds(time_h), 1)} ms one way.`
  const usd = cost_usd === undefined ? `USD ${UNKNOWN}` : `USD ${grouped(cost_usd, 2)}`
  const kg = co2e_kg === undefined ? `CO2e ${UNKNOWN}` : `${grouped(co2e_kg, 2)} kg CO2e`
  // Power takes no time.
  const time = time_h < SHOWN_HOURS ? '' : `, ${grouped(time_h, 1)} h`
  return `On average ${usd}, ${kg}${time} per ${unit}, without loading and unloading.`
}

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

const CUT_COLUMNS = (unit: string): TextColumn[] => [left('link'), left('where'), right(unit)]
const LINK_COLUMNS = (unit: string): TextColumn[] => [left('link'), left('where'), right(unit), right('share'), right('used')] // biome-ignore format: one line
const BORDER_COLUMNS = (unit: string): TextColumn[] => [left('border'), right(unit), right('share')]

function cutCells(link: CutLink): string[] {
  return [nameOf(link), whereOf(link), amount(link.capacity)].map(printable)
}

function linkCells(link: FlowLink): string[] {
  const used = link.used === undefined ? UNKNOWN : percent(link.used)
  return [nameOf(link), whereOf(link), amount(link.flow), percent(link.share), used].map(printable)
}

function borderCells({ from_country, to_country, flow, share }: BorderFlow): string[] {
  return [`${from_country}-${to_country}`, amount(flow), percent(share)].map(printable)
}

function nameOf({ name, link_id, status }: CutLink | FlowLink): string {
  return `${name ?? link_id}${status === OPEN ? '' : ` (${status})`}`
}

function whereOf({ from_name, to_name }: CutLink | FlowLink): string {
  return `${from_name} - ${to_name}`
}

function amount(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: DECIMALS })
}

function percent(part: number): string {
  return `${grouped(100 * part, 0)} %`
}
