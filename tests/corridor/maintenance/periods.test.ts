import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byYear, daysOfYear, periodsOf, type Works } from '../../../src/corridor/maintenance/periods.js'

const works = (id: string, from_date: string, to_date: string): Works => ({
  maintenance_id: id,
  link_id: id,
  from_date,
  to_date,
})

const told = (list: readonly Works[]): string[] =>
  periodsOf(list).map(({ from, to, days, works: active }) =>
    [from, to, days, active.map(({ maintenance_id }) => maintenance_id).join('+')].join(' '),
  )

describe('periodsOf', () => {
  it('cuts the days wherever works begin or end, and leaves out days without any', () => {
    const list = [
      works('a', '2024-02-27', '2024-03-02'),
      works('b', '2024-03-01', '2024-03-01'),
      works('c', '2024-03-05', '2024-03-06'),
    ]
    expect(told(list)).toEqual([
      '2024-02-27 2024-02-29 3 a',
      '2024-03-01 2024-03-01 1 a+b',
      '2024-03-02 2024-03-02 1 a',
      '2024-03-05 2024-03-06 2 c',
    ])
    expect(told([])).toEqual([])
  })

  it('gives each day to one period, with the works of that day', () => {
    const day = fc.nat({ max: 60 }).map((n) => new Date(Date.UTC(2023, 11, 1 + n)).toISOString().slice(0, 10))
    const some = fc.array(fc.tuple(day, day), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(some, day, (spans, date) => {
        const list = spans.map(([a, b], i) => works(`w${i}`, ...([a, b].sort() as [string, string])))
        const periods = periodsOf(list)
        const active = list.filter(({ from_date, to_date }) => from_date <= date && date <= to_date)
        const here = periods.filter(({ from, to }) => from <= date && date <= to)
        expect(here.map((period) => period.works)).toEqual(active.length === 0 ? [] : [active])
        const days = new Set(
          Array.from({ length: 62 }, (_, n) => new Date(Date.UTC(2023, 11, 1 + n)).toISOString().slice(0, 10)).filter(
            (one) => list.some(({ from_date, to_date }) => from_date <= one && one <= to_date),
          ),
        )
        expect(periods.reduce((sum, period) => sum + period.days, 0)).toBe(days.size)
        expect(byYear(periods).reduce((sum, period) => sum + period.days, 0)).toBe(days.size)
      }),
    )
  })
})

describe('byYear', () => {
  it('cuts periods at the turns of the years', () => {
    const parts = byYear(periodsOf([works('a', '2023-12-30', '2025-01-02')]))
    expect(parts.map(({ year, from, to, days }) => [year, from, to, days])).toEqual([
      [2023, '2023-12-30', '2023-12-31', 2],
      [2024, '2024-01-01', '2024-12-31', 366],
      [2025, '2025-01-01', '2025-01-02', 2],
    ])
    expect([daysOfYear(2023), daysOfYear(2024), daysOfYear(2100)]).toEqual([365, 366, 365])
  })
})
