import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eliminate } from '../../../src/kernel/hierarchy/elimination.js'
import { multigraph, randomQuery } from '../../support/random-multigraph.js'
import { scrambledOrder } from '../../support/scrambled-order.js'

/** Plays the elimination game with sets: the edges, as "low high" of ranks in the order given. */
function edgesByGame(vertexCount: number, arcs: readonly (readonly number[])[], order: Uint32Array): Set<string> {
  const rank = new Array<number>(vertexCount)
  order.forEach((v, r) => {
    rank[v] = r
  })
  const around = Array.from({ length: vertexCount }, () => new Set<number>())
  for (const [u, v] of arcs) {
    if (u === v) continue
    around[rank[u as number] as number]?.add(rank[v as number] as number)
    around[rank[v as number] as number]?.add(rank[u as number] as number)
  }
  const edges = new Set<string>()
  for (let r = 0; r < vertexCount; r++) {
    const higher = [...(around[r] as Set<number>)].filter((x) => x > r)
    for (const x of higher) {
      edges.add(`${order[r]} ${order[x]}`)
      for (const y of higher) if (x !== y) around[x]?.add(y)
    }
  }
  return edges
}

const game = fc.tuple(randomQuery({ maxVertices: 20, density: 2, maxWeight: 1, criteria: 1 }), fc.nat())

describe('eliminate', () => {
  it('gives the edges of the elimination game', () => {
    fc.assert(
      fc.property(game, ([{ vertexCount, arcs }, seed]) => {
        const { topology } = multigraph(vertexCount, arcs)
        const order = scrambledOrder(vertexCount, seed)
        const { upTail, upHead, vertexAt } = eliminate(topology, order)
        const edges = Array.from(upTail, (tail, e) => `${vertexAt[tail]} ${vertexAt[upHead[e] as number]}`)
        expect(new Set(edges)).toEqual(edgesByGame(vertexCount, arcs, order))
        expect(new Set(edges).size).toBe(edges.length)
      }),
    )
  })

  it('numbers a subtree consecutively, and lists edges in order both ways', () => {
    fc.assert(
      fc.property(game, ([{ vertexCount, arcs }, seed]) => {
        const { topology } = multigraph(vertexCount, arcs)
        const { parent, rank, vertexAt, upFirst, upHead, upTail, downFirst, downEdge } = eliminate(
          topology,
          scrambledOrder(vertexCount, seed),
        )
        const size = new Uint32Array(vertexCount).fill(1)
        for (let r = 0; r < vertexCount; r++) {
          expect(rank[vertexAt[r] as number]).toBe(r)
          const heads = [...upHead.subarray(upFirst[r], upFirst[r + 1])]
          expect(heads).toEqual([...new Set(heads)].sort((a, b) => a - b))
          expect(parent[r]).toBe(heads[0] ?? -1)
          for (let e = upFirst[r] as number; e < (upFirst[r + 1] as number); e++) expect(upTail[e]).toBe(r)
          const below = [...downEdge.subarray(downFirst[r], downFirst[r + 1])]
          expect(below).toEqual([...upHead.keys()].filter((e) => upHead[e] === r))
          const p = parent[r] as number
          if (p >= 0) size[p] = (size[p] as number) + (size[r] as number)
        }
        for (let r = 0; r < vertexCount; r++) {
          const first = r + 1 - (size[r] as number)
          for (let x = 0; x < vertexCount; x++) {
            let top = x
            while (top < r && top >= 0) top = parent[top] as number
            expect(top === r).toBe(x >= first && x <= r)
          }
        }
      }),
    )
  })

  it('takes a chain of a hundred thousand without recursion', () => {
    const n = 100_000
    const { topology } = multigraph(
      n,
      Array.from({ length: n - 1 }, (_, v) => [v, v + 1, 1] as const),
    )
    const { upHead } = eliminate(
      topology,
      Uint32Array.from({ length: n }, (_, r) => r),
    )
    expect(upHead.length).toBe(n - 1)
  })
})
