import fc from 'fast-check'
import type { Records } from '../../src/network/from-records.js'

/** Text as it may stand in a cell: separators, quotes, line breaks, other scripts; no blanks at its ends. */
const cell = fc
  .array(fc.constantFrom('a', 'B', '7', ' ', ',', ';', '"', '\n', '\t', 'é', 'Ł', '北', '#', "'", '-', '*', '='), {
    maxLength: 8,
  })
  .map((parts) => parts.join('').trim())

const optionalNumber = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined })
const text = (value: number | undefined) => (value === undefined ? '' : String(value))

/** The files of a random network: every row can be used, and is unlike the others. */
export const networkRecords: fc.Arbitrary<Record<string, Records>> = fc
  .record({
    nodes: fc.uniqueArray(
      fc.record({
        id: cell.filter((id) => id !== '' && !(id in {})),
        name: cell,
        alias: fc.array(cell, { maxLength: 2 }),
        x: fc.double({ min: -180, max: 180, noNaN: true }),
        y: fc.double({ min: -90, max: 90, noNaN: true }),
        country: fc.constantFrom('', 'NA', 'DE', 'KZ'),
        type: fc.constantFrom('', 'seaport', 'city'),
      }),
      { selector: (node) => node.id, minLength: 2, maxLength: 8 },
    ),
    links: fc.uniqueArray(
      fc.record({
        id: cell.filter((id) => id !== '' && !id.endsWith('#reverse')),
        from: fc.nat(7),
        step: fc.integer({ min: 1, max: 7 }),
        mode: fc.constantFrom('rail', 'road', 'sea'),
        directed: fc.constantFrom('', '0', '1'),
        length: optionalNumber,
        time: optionalNumber,
        status: fc.constantFrom('', 'open', 'closed', 'planned'),
        closed: fc.constantFrom('', '', '1'),
        electrified: fc.constantFrom('', '0', '1'),
        from_day: fc.constantFrom('', '2024-01-01'),
        name: cell,
      }),
      { selector: (link) => link.id, maxLength: 10 },
    ),
    rates: fc.uniqueArray(
      fc.record({ mode: fc.constantFrom('rail', 'road', 'sea'), class: cell, price: optionalNumber }),
      {
        // A * says the same as a blank.
        selector: (rate) => `${rate.mode} ${rate.class === '*' ? '' : rate.class}`,
        maxLength: 5,
      },
    ),
  })
  .map(({ nodes, links, rates }) => {
    const idAt = (i: number) => nodes[i % nodes.length]?.id ?? ''
    const files: Record<string, Records> = {
      'node.csv': [
        ['node_id', 'name', 'alias', 'x_coord', 'y_coord', 'country', 'node_type'],
        ...nodes.map((n) => [n.id, n.name, n.alias.join('|'), String(n.x), String(n.y), n.country, n.type]),
      ],
      'link.csv': [
        'link_id,from_node_id,to_node_id,mode,directed,length_km,time_h,status,closed,electrified,valid_from,name'.split(
          ',',
        ),
        ...links
          .map((l) => ({ ...l, to: l.from + 1 + (l.step % (nodes.length - 1)) }))
          .map((l) => [
            ...[l.id, idAt(l.from), idAt(l.to), l.mode, l.directed, text(l.length), text(l.time)],
            ...[l.status, l.closed, l.electrified, l.from_day, l.name],
          ]),
      ],
      'rate.csv': [
        ['mode', 'facility_type', 'usd_per_teu_km'],
        ...rates.map((rate) => [rate.mode, rate.class, text(rate.price)]),
      ],
    }
    return files
  })
