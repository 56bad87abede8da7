import fc from 'fast-check'
import { expect, it } from 'vitest'
import { VertexQueue } from '../../src/kernel/vertex-queue.js'

type Key = readonly [number, number, number, number]

function queueOf(keys: readonly Key[]) {
  const columns = [0, 1, 2, 3].map((c) => Float64Array.from(keys, (key) => key[c] as number))
  const [key0, key1, key2, key3] = columns as [Float64Array, Float64Array, Float64Array, Float64Array]
  return { queue: new VertexQueue(keys.length, key0, key1, key2, key3), columns }
}

function drain(queue: VertexQueue): number[] {
  const order: number[] = []
  while (queue.size > 0) order.push(queue.pop())
  return order
}

const small = fc.nat({ max: 2 })
const key = fc.tuple(small, small, small, small)
const keyLists = fc.array(key, { minLength: 1, maxLength: 40 })

function compareKeys(a: Key, b: Key): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
}

function sortedVertices(keys: readonly Key[]): number[] {
  const vertices = keys.map((_, v) => v)
  return vertices.sort((a, b) => compareKeys(keys[a] as Key, keys[b] as Key) || a - b)
}

it('removes by the four keys, then by vertex, whatever the order of insertion', () => {
  fc.assert(
    fc.property(
      keyLists.chain((keys) =>
        fc.tuple(
          fc.constant(keys),
          fc.shuffledSubarray(
            keys.map((_, v) => v),
            { minLength: keys.length },
          ),
        ),
      ),
      ([keys, order]) => {
        const { queue } = queueOf(keys)
        for (const vertex of order) queue.push(vertex)
        expect(queue.size).toBe(keys.length)
        expect(drain(queue)).toEqual(sortedVertices(keys))
      },
    ),
    { numRuns: 100 },
  )
})

it('moves vertices forward when their keys become smaller', () => {
  fc.assert(
    fc.property(keyLists, fc.array(fc.tuple(fc.nat(), key), { maxLength: 30 }), (keys, changes) => {
      const { queue, columns } = queueOf(keys)
      for (let v = 0; v < keys.length; v++) queue.push(v)
      const now: Key[] = [...keys]
      for (const [index, smaller] of changes) {
        const v = index % keys.length
        if (compareKeys(smaller, now[v] as Key) > 0) continue
        now[v] = smaller
        columns.forEach((column, c) => {
          column[v] = smaller[c] as number
        })
        queue.decreased(v)
      }
      expect(drain(queue)).toEqual(sortedVertices(now))
    }),
    { numRuns: 100 },
  )
})

it('starts anew after clear', () => {
  const { queue } = queueOf([
    [2, 0, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 0],
  ])
  for (const v of [0, 1, 2]) queue.push(v)
  expect(queue.pop()).toBe(2)
  queue.clear()
  expect(queue.size).toBe(0)
  queue.push(0)
  queue.push(1)
  expect(drain(queue)).toEqual([1, 0])
})
