import fc from 'fast-check'
import { expect, it } from 'vitest'
import { VertexQueue } from '../../src/kernel/vertex-queue.js'

type Key = readonly [number, number, number]

function queueOf(keys: readonly Key[]) {
  const columns = [0, 1, 2].map((c) => Float64Array.from(keys, (key) => key[c] as number))
  const [key0, key1, key2] = columns as [Float64Array, Float64Array, Float64Array]
  return { queue: new VertexQueue(keys.length, key0, key1, key2), key0, key1, key2 }
}

function drain(queue: VertexQueue): number[] {
  const order: number[] = []
  while (queue.size > 0) order.push(queue.pop())
  return order
}

const small = fc.nat({ max: 3 })
const keyLists = fc.array(fc.tuple(small, small, small), { minLength: 1, maxLength: 40 })

function sortedVertices(keys: readonly Key[]): number[] {
  const [by0, by1, by2] = [0, 1, 2].map((c) => (a: number, b: number) => (keys[a]?.[c] ?? 0) - (keys[b]?.[c] ?? 0))
  return keys.map((_, v) => v).sort((a, b) => by0?.(a, b) || by1?.(a, b) || by2?.(a, b) || a - b)
}

it('removes by the three keys, then by vertex, whatever the order of insertion', () => {
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
    fc.property(keyLists, fc.array(fc.tuple(fc.nat(), small, small, small), { maxLength: 30 }), (keys, changes) => {
      const { queue, key0, key1, key2 } = queueOf(keys)
      for (let v = 0; v < keys.length; v++) queue.push(v)
      const now = [...keys]
      for (const [index, a, b, c] of changes) {
        const v = index % keys.length
        const old = now[v] as Key
        if (a > old[0] || (a === old[0] && (b > old[1] || (b === old[1] && c > old[2])))) continue
        now[v] = [a, b, c]
        key0[v] = a
        key1[v] = b
        key2[v] = c
        queue.decreased(v)
      }
      expect(drain(queue)).toEqual(sortedVertices(now))
    }),
    { numRuns: 100 },
  )
})

it('starts anew after clear', () => {
  const { queue } = queueOf([
    [2, 0, 0],
    [1, 0, 0],
    [0, 0, 0],
  ])
  for (const v of [0, 1, 2]) queue.push(v)
  expect(queue.pop()).toBe(2)
  queue.clear()
  expect(queue.size).toBe(0)
  queue.push(0)
  queue.push(1)
  expect(drain(queue)).toEqual([1, 0])
})
