import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../src/kernel/ordering/cell.js'
import { Sweeps } from '../../../src/kernel/ordering/sweeps.js'
import { graphOf, grid, gridCoordinates, isPermutation, path, type RandomGraph } from './graphs.js'

const cellOf = (graph: RandomGraph): Cell => ({
  ...graphOf(graph),
  ids: Uint32Array.from({ length: graph.vertexCount }, (_, v) => v),
})

/** Points of the unit sphere. */
function sphere(places: readonly (readonly [lon: number, lat: number])[]): Float64Array[] {
  const radians = places.map(([lon, lat]) => [(lon * Math.PI) / 180, (lat * Math.PI) / 180] as const)
  return [
    Float64Array.from(radians, ([lon, lat]) => Math.cos(lat) * Math.cos(lon)),
    Float64Array.from(radians, ([lon, lat]) => Math.cos(lat) * Math.sin(lon)),
    Float64Array.from(radians, ([, lat]) => Math.sin(lat)),
  ]
}

const upOrDown = (order: Uint32Array): number[] =>
  (order[0] as number) < (order.at(-1) as number) ? [...order] : [...order].reverse()

describe('Sweeps', () => {
  it('go along the long axis first, then at an angle to it', () => {
    const cell = cellOf(grid(30, 3))
    const sweeps = new Sweeps(90, gridCoordinates(30, 3))
    expect(sweeps.lookAt(cell)).toBe(true)
    const columns = upOrDown(sweeps.alongLine(cell, 0)).map((v) => v % 30)
    expect(columns).toEqual([...columns].sort((a, b) => a - b))
    const rows = upOrDown(sweeps.alongLine(cell, Math.PI / 2)).map((v) => Math.floor(v / 30))
    expect(rows).toEqual([...rows].sort((a, b) => a - b))
  })

  it('see no seam at the antimeridian', () => {
    const places = Array.from({ length: 40 }, (_, v) => [((160 + v + 180) % 360) - 180, 50] as const)
    const cell = cellOf(path(40))
    const sweeps = new Sweeps(40, sphere(places))
    expect(sweeps.lookAt(cell)).toBe(true)
    // The buckets of the sort are as wide as the mean step; the curve makes the first steps shorter.
    const order = upOrDown(sweeps.alongLine(cell, 0))
    for (const [place, v] of order.entries()) expect(Math.abs(place - v)).toBeLessThan(3)
  })

  it('take columns of one dimension, and tell where there is nothing to see', () => {
    const cell = cellOf(path(4))
    const line = new Sweeps(4, [Float64Array.of(5, 3, 9, 4)])
    expect(line.lookAt(cell)).toBe(true)
    expect(upOrDown(line.alongLine(cell, 0))).toEqual([2, 0, 3, 1].reverse())
    expect(new Sweeps(4, []).lookAt(cell)).toBe(false)
    expect(new Sweeps(4, [Float64Array.of(7, 7, 7, 7)]).lookAt(cell)).toBe(false)
  })

  it('follow distances in the graph without coordinates', () => {
    const cell = cellOf(path(100))
    expect(upOrDown(new Sweeps(100, []).alongDistance(cell))).toEqual([...cell.ids])
    const sweep = new Sweeps(90, []).alongDistance(cellOf(grid(30, 3)))
    expect(isPermutation(sweep, 90)).toBe(true)
    const columns = upOrDown(sweep).map((v) => v % 30)
    expect(Math.max(...columns.slice(0, 9))).toBeLessThan(7)
    expect(Math.min(...columns.slice(-9))).toBeGreaterThan(22)
  })
})
