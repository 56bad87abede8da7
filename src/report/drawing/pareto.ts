import type { Comparison } from '../../corridor/compare.js'
import { lookOf } from './corridor-look.js'
import { type DrawingOptions, widthOf } from './drawing-options.js'
import { type Box, fitted, placeLabels, type WantedLabel } from './labels.js'
import { MEASURE_WORDS } from './measure.js'
import { BACKGROUND, INK, QUIET, RULE } from './palette.js'
import { plotting } from './plotting.js'
import { type Drawing, escaped, plotText, standaloneSvg } from './svg.js'

/** Values that differ by this ratio are drawn on a logarithmic scale. */
const LOG_FROM = 6

/**
 * Time against cost, with carbon as the area of the disc, as a standalone SVG: one disc per corridor, hollow where another
 * corridor is as good in all three and better in one. A scale is logarithmic, and says so, where its values differ more
 * than sixfold. A corridor whose cost is unknown has no place and is left out; one whose carbon is unknown is a cross.
 *
 * Loads Observable Plot when first called. About 0.1 s.
 *
 * @throws UsageError where the width is out of range
 */
export async function paretoSvg(comparison: Comparison, options: DrawingOptions = {}): Promise<string> {
  return standaloneSvg(await paretoPlot(comparison, widthOf(options)))
}

/** The plot as a part of a page. */
export async function paretoPlot(comparison: Comparison, width: number): Promise<Drawing> {
  const { Plot, draw } = await plotting()
  const isNarrow = width < 480
  const height = Math.round(isNarrow ? width * 1.0 : Math.min(470, width * 0.56))
  const points = comparison.corridors.flatMap((corridor, index) => {
    if (corridor.status !== 'ok' || corridor.totals.cost_usd === undefined) return []
    return [
      {
        index,
        name: corridor.name,
        dominated: corridor.dominated,
        days: corridor.totals.time_h / 24,
        usd: corridor.totals.cost_usd,
        carbon: MEASURE_WORDS.carbon.of(corridor.totals),
      },
    ]
  })
  const margins = { marginTop: 36, marginBottom: 44, marginLeft: 62, marginRight: 20 }
  const x = scaleOf(
    points.map(({ days }) => days),
    margins.marginLeft,
    width - margins.marginRight,
  )
  const y = scaleOf(
    points.map(({ usd }) => usd),
    height - margins.marginBottom,
    margins.marginTop,
  )
  const largest = Math.max(0, ...points.map(({ carbon }) => carbon ?? 0))
  const most = isNarrow ? 22 : 32
  const radius = (carbon: number | undefined): number =>
    carbon === undefined || largest === 0 ? 5 : Math.max(4, most * Math.sqrt(carbon / largest))
  const plot = draw({
    width,
    height,
    ...margins,
    x: { type: x.type, domain: x.domain, label: null },
    y: { type: y.type, domain: y.domain, label: null },
    marks: [
      Plot.gridX({ stroke: RULE, strokeOpacity: 1, ...x.ticks(isNarrow ? 5 : 9) }),
      Plot.gridY({ stroke: RULE, strokeOpacity: 1, ...y.ticks(6) }),
      Plot.axisX({ tickSize: 0, fontSize: 12, fill: QUIET, tickFormat: ',~f', ...x.ticks(isNarrow ? 5 : 9) }),
      Plot.axisY({ tickSize: 0, fontSize: 12, fill: QUIET, tickFormat: ',~f', ...y.ticks(6) }),
    ] as never[],
  })
  // The small ones last, so that a large one hides none.
  const ordered = [...points].sort((a, b) => radius(b.carbon) - radius(a.carbon))
  const discs = ordered.map(({ index, name, dominated, days, usd, carbon }) => {
    const { letter, colour } = lookOf(index)
    const [cx, cy] = [x.at(days).toFixed(1), y.at(usd).toFixed(1)]
    const title = `<title>${escaped(`${letter} ${name}: ${MEASURE_WORDS.time.write(days)}, ${MEASURE_WORDS.cost.write(usd / 1000)}, ${carbon === undefined ? 'carbon unknown' : MEASURE_WORDS.carbon.write(carbon)}${dominated ? '; dominated' : ''}`)}</title>`
    if (carbon === undefined) {
      return `<path d="M${cx},${cy}m-5,-5l10,10m0,-10l-10,10" stroke="${colour}" stroke-width="2.5" fill="none">${title}</path>`
    }
    const r = radius(carbon).toFixed(1)
    return dominated
      ? `<circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="${colour}" stroke-width="2">${title}</circle>`
      : `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${colour}" fill-opacity="0.8" stroke="${colour}" stroke-width="1.5">${title}</circle>`
  })
  const frame: Box = {
    x: margins.marginLeft,
    y: 22,
    width: width - margins.marginLeft - 2,
    height: height - 22 - margins.marginBottom + 14,
  }
  const wanted = points.map(({ index, name, days, usd, carbon }): WantedLabel => {
    const { letter } = lookOf(index)
    const text = isNarrow ? letter : fitted(`${letter} ${name}`, 12.5, width / 4)
    return { text, x: x.at(days), y: y.at(usd), fontSize: 12.5, must: true, bold: true, clear: radius(carbon) }
  })
  const taken = points.map(({ days, usd, carbon }): Box => {
    const r = radius(carbon) * 0.8
    return { x: x.at(days) - r, y: y.at(usd) - r, width: 2 * r, height: 2 * r }
  })
  const content = [
    plotText(plot),
    ...discs,
    ...placeLabels(wanted, frame, taken, []).map(
      ({ text, textX, textY, anchor, fontSize }) =>
        `<text x="${textX.toFixed(1)}" y="${textY.toFixed(1)}" text-anchor="${anchor}" font-size="${fontSize}" font-weight="600" fill="${INK}" stroke="${BACKGROUND}" stroke-width="3" stroke-opacity="0.9" stroke-linejoin="round" paint-order="stroke">${escaped(text)}</text>`,
    ),
    `<text x="8" y="16" font-size="12" fill="${QUIET}">USD${y.type === 'log' ? ' (logarithmic)' : ''}</text>`,
    `<text x="${width - margins.marginRight}" y="${height - 6}" text-anchor="end" font-size="12" fill="${QUIET}">days${x.type === 'log' ? ' (logarithmic)' : ''}</text>`,
  ]
  return {
    title: `Time against cost, ${comparison.from_name} to ${comparison.to_name}`,
    description: points
      .map(
        ({ index, name, days, usd, carbon, dominated }) =>
          `${lookOf(index).letter} ${name}: ${MEASURE_WORDS.time.write(days)}, ${MEASURE_WORDS.cost.write(usd / 1000)}, ${carbon === undefined ? 'carbon unknown' : MEASURE_WORDS.carbon.write(carbon)}${dominated ? ', dominated' : ''}`,
      )
      .join('; '),
    width,
    height,
    content: content.join('\n'),
  }
}

interface Scale {
  readonly type: 'linear' | 'log'
  readonly domain: [number, number]
  readonly at: (value: number) => number
  /** Where to set ticks: on a logarithmic scale at 1, 2 and 5. */
  readonly ticks: (about: number) => { readonly ticks: number | readonly number[] }
}

function scaleOf(values: readonly number[], start: number, end: number): Scale {
  const least = Math.min(...values)
  const largest = Math.max(...values)
  if (values.length > 0 && least > 0 && largest / least > LOG_FROM) {
    const domain: [number, number] = [least / 1.45, largest * 1.6]
    const span = Math.log(domain[1] / domain[0])
    const ticks: number[] = []
    for (let power = 10 ** Math.floor(Math.log10(domain[0])); power < domain[1]; power *= 10) {
      ticks.push(...[1, 2, 5].map((step) => step * power).filter((tick) => tick >= domain[0] && tick <= domain[1]))
    }
    return {
      type: 'log',
      domain,
      at: (value) => start + (Math.log(value / domain[0]) / span) * (end - start),
      ticks: () => ({ ticks }),
    }
  }
  const domain: [number, number] = [0, values.length === 0 || largest === 0 ? 1 : largest * 1.15]
  return {
    type: 'linear',
    domain,
    at: (value) => start + (value / domain[1]) * (end - start),
    ticks: (about) => ({ ticks: about }),
  }
}
