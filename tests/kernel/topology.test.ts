import { expect, it } from 'vitest'
import { CLOSED, MAX_WEIGHT, topologyFromArcs } from '../../src/kernel/topology.js'

const topology = (vertexCount: number, tail: readonly number[], head: readonly number[]) =>
  topologyFromArcs(vertexCount, Uint32Array.from(tail), Uint32Array.from(head))

it('lists the arcs that leave each vertex, parallel arcs and loops included', () => {
  const { firstOut, vertexCount, arcCount } = topology(4, [0, 0, 0, 2, 2], [1, 1, 0, 3, 2])
  expect([...firstOut]).toEqual([0, 3, 3, 5, 5])
  expect([vertexCount, arcCount]).toEqual([4, 5])
})

it('takes a graph without arcs and one without vertices', () => {
  expect([...topology(3, [], []).firstOut]).toEqual([0, 0, 0, 0])
  expect([...topology(0, [], []).firstOut]).toEqual([0])
})

it('refuses tails out of order, ends that are no vertices and lists of different lengths', () => {
  expect(() => topology(3, [1, 0], [2, 2])).toThrow(new RangeError('arc 1 starts at 0, after an arc that starts at 1'))
  expect(() => topology(2, [0], [2])).toThrow(new RangeError('arc 0 joins 0 and 2, not both vertices'))
  expect(() => topology(2, [2], [0])).toThrow(new RangeError('arc 0 joins 2 and 0, not both vertices'))
  expect(() => topology(2, [0, 0], [1])).toThrow(new RangeError('2 tails but 1 heads'))
})

it('keeps the mark of a closed arc above every weight', () => {
  expect(MAX_WEIGHT).toBe(CLOSED - 1)
  expect(Uint32Array.of(CLOSED)[0]).toBe(CLOSED)
})
