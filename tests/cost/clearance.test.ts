import { describe, expect, it } from 'vitest'
import { Clearance } from '../../src/cost/clearance.js'
import type { ClearanceRow } from '../../src/ingest/schema.js'

function clearance(...rows: Partial<ClearanceRow>[]): Clearance {
  const blank = { cost_factor: undefined, mode: undefined, paperless: undefined, source: undefined, file: 'c', row: 2 }
  return new Clearance(rows.map((row) => ({ procedure: '', time_factor: 1, ...blank, ...row })))
}

describe('Clearance', () => {
  it('takes a row for the mode before one for all', () => {
    const table = clearance(
      { procedure: 'single_window', time_factor: 0.8 },
      { procedure: 'single_window', mode: 'rail', time_factor: 0.5, cost_factor: 0.9, paperless: true },
    )
    expect(table.of('single_window', 'road')).toEqual({ name: 'single_window', time: 0.8, cost: 1, paperless: undefined }) // biome-ignore format: one line
    expect(table.of('single_window', 'rail')).toEqual({ name: 'single_window', time: 0.5, cost: 0.9, paperless: true })
    expect(table.modes('single_window')).toEqual(['*', 'rail'])
  })

  it('knows nothing of a procedure on a mode that no row is for, or two are', () => {
    const table = clearance({ procedure: 'e_cmr', mode: 'road' }, { procedure: 'x' }, { procedure: 'x', mode: '*' })
    expect(table.of('e_cmr', 'road')?.time).toBe(1)
    expect(table.of('e_cmr', 'rail')).toBeUndefined()
    expect(table.of('other', 'road')).toBeUndefined()
    expect(table.of('x', 'road')).toBeUndefined()
    expect([table.modes('e_cmr'), table.modes('other')]).toEqual([['road'], []])
  })

  it('counts what names none as paper, which is 1 where no row says otherwise', () => {
    expect(clearance().of(undefined, 'sea')).toEqual({ name: 'paper', time: 1, cost: 1, paperless: false })
    expect(clearance().of('Paper', 'sea')).toEqual(clearance().of(undefined, 'sea'))
    expect(clearance({ procedure: 'paper', time_factor: 1.5 }).of(undefined, 'sea')?.time).toBe(1.5)
  })

  it('reads names without regard to case and punctuation', () => {
    const table = clearance({ procedure: 'e_cmr', time_factor: 0.9 })
    expect(table.of('e-CMR', 'road')).toMatchObject({ name: 'e_cmr', time: 0.9 })
    expect(table.names).toEqual(['paper', 'e_cmr'])
  })
})
