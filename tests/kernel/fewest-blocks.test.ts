import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BlockedVertices, MAX_BLOCKS, minimalBlocks, smallestSet } from '../../src/kernel/fewest-blocks.js'
import { multigraph } from '../support/random-multigraph.js'
import { RouteTally } from '../support/route-tally.js'

type BlockedArc = readonly [tail: number, head: number, blocks: number, barred: number]

interface BlockedQuery {
  readonly vertexCount: number
  readonly arcs: readonly BlockedArc[]
  readonly sources: BlockedVertices
  readonly targets: BlockedVertices
}

function minimal({ vertexCount, arcs, sources, targets }: BlockedQuery): BlockedVertices {
  const { topology, metrics } = multigraph(vertexCount, arcs)
  const barred = Uint8Array.from(metrics[1] as Uint32Array)
  return minimalBlocks(topology, metrics[0] as Uint32Array, barred, sources, targets)
}

const free = (...vertices: number[]): BlockedVertices => ({ vertices, masks: vertices.map(() => 0) })

const size = (mask: number): number => mask.toString(2).replaceAll('0', '').length

/** Bits 0, 1, 2 ... of a subset as the blocks of the query, so that bit 31 can be among them. */
function spread(subset: number, bits: readonly number[]): number {
  return bits.reduce((mask, bit, i) => (((subset >>> i) & 1) === 1 ? (mask | (1 << bit)) >>> 0 : mask), 0)
}

/** The sets, of all sets of the given bits, that open a way; by trying each of them. */
function openingSets(query: BlockedQuery, bits: readonly number[]): number[] {
  const sets: number[] = []
  for (let subset = 0; subset < 2 ** bits.length; subset++) {
    const lifted = spread(subset, bits)
    if (opens(query, lifted)) sets.push(lifted)
  }
  return sets
}

function opens({ arcs, sources, targets }: BlockedQuery, lifted: number): boolean {
  const within = (mask: number): boolean => (mask & ~lifted) === 0
  const reached = new Set(sources.vertices.filter((_, i) => within(sources.masks[i] ?? 0)))
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const [tail, head, blocks, barred] of arcs) {
      if (reached.has(tail) && barred === 0 && within(blocks)) reached.add(head)
    }
  }
  return targets.vertices.some((vertex, i) => reached.has(vertex) && within(targets.masks[i] ?? 0))
}

/** Fewest members, then least number. */
function leastOf(sets: readonly number[]): number | undefined {
  return [...sets].sort((a, b) => size(a) - size(b) || a - b)[0]
}

function randomBlockedQuery(bits: readonly number[]): fc.Arbitrary<BlockedQuery> {
  const vertexCount = 6
  const vertex = fc.nat({ max: vertexCount - 1 })
  const mask = fc.array(fc.integer({ min: 0, max: bits.length - 1 }), { maxLength: 2 }).map((indices) =>
    spread(
      indices.reduce((subset, i) => subset | (1 << i), 0),
      bits,
    ),
  )
  const barred = fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) })
  const ends = fc
    .array(fc.tuple(vertex, mask), { minLength: 1, maxLength: 2 })
    .map((list): BlockedVertices => ({ vertices: list.map(([v]) => v), masks: list.map(([, m]) => m) }))
  return fc.record({
    vertexCount: fc.constant(vertexCount),
    arcs: fc.array(fc.tuple(vertex, vertex, mask, barred), { minLength: 8, maxLength: 20 }),
    sources: ends,
    targets: ends,
  })
}

describe('minimalBlocks', () => {
  it.each([
    ['low bits', [0, 1, 2, 3, 4]],
    ['bit 31', [0, 7, 30, 31]],
  ])('finds a smallest set, as trying all sets does (%s)', (_, bits) => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(randomBlockedQuery(bits), (query) => {
        const sets = openingSets(query, bits)
        tally.note(sets.length > 0)
        expect(smallestSet(minimal(query).masks)).toBe(leastOf(sets))
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
  })

  it('gives every set per target of which no part would do', () => {
    fc.assert(
      fc.property(randomBlockedQuery([0, 1, 2, 31]), (query) => {
        const { vertices, masks } = minimal(query)
        query.targets.vertices.forEach((vertex, i) => {
          const target = { vertices: [vertex], masks: [0] }
          const sets = openingSets({ ...query, targets: target }, [0, 1, 2, 31])
          const smallest = sets.filter((set) => !sets.some((other) => other !== set && (other & ~set) === 0))
          const own = query.targets.masks[i] ?? 0
          for (const set of smallest) {
            const listed = masks.some((mask, j) => vertices[j] === vertex && mask === (set | own) >>> 0)
            expect(listed, `${set} for target ${vertex}`).toBe(true)
          }
        })
      }),
      { numRuns: 100 },
    )
  })

  it('finds the empty set where a way is open', () => {
    const arcs: BlockedArc[] = [
      [0, 1, 1, 0],
      [0, 1, 0, 0],
    ]
    expect(minimal({ vertexCount: 2, arcs, sources: free(0), targets: free(1) })).toEqual({ vertices: [1], masks: [0] })
  })

  it('counts a block once however often it stands on the way', () => {
    // Twice block 0 is one block; blocks 1 and 2 are two.
    const arcs: BlockedArc[] = [
      [0, 1, 0b001, 0],
      [0, 2, 0b010, 0],
      [1, 3, 0b001, 0],
      [2, 3, 0b100, 0],
    ]
    const found = minimal({ vertexCount: 4, arcs, sources: free(0), targets: free(3) })
    expect(smallestSet(found.masks)).toBe(0b001)
  })

  it('never passes a barred arc', () => {
    const arcs: BlockedArc[] = [[0, 1, 0, 1]]
    expect(minimal({ vertexCount: 2, arcs, sources: free(0), targets: free(1) })).toEqual({ vertices: [], masks: [] })
  })

  it('gathers all 32 blocks on one way', () => {
    const arcs = Array.from({ length: MAX_BLOCKS }, (_, bit): BlockedArc => [bit, bit + 1, (1 << bit) >>> 0, 0])
    const query = { vertexCount: MAX_BLOCKS + 1, arcs, sources: free(0), targets: free(MAX_BLOCKS) }
    expect(minimal(query).masks).toEqual([0xffffffff])
  })

  it('counts the blocks on sources and targets', () => {
    const found = minimal({
      vertexCount: 2,
      arcs: [[0, 1, 0b010, 0]],
      sources: { vertices: [0], masks: [0b001] },
      targets: { vertices: [1], masks: [0x80000000] },
    })
    expect(found.masks).toEqual([0x80000003])
  })
})

describe('smallestSet', () => {
  it('is undefined for no set', () => {
    expect(smallestSet([])).toBeUndefined()
  })

  it('prefers fewer members, then the smaller number, in any order', () => {
    expect(smallestSet([0b111, 0b110, 0b101])).toBe(0b101)
    expect(smallestSet([0b101, 0b110, 0b111])).toBe(0b101)
    expect(smallestSet([0x80000000, 0b11])).toBe(0x80000000)
    expect(smallestSet([0x80000000, 0b1])).toBe(1)
    expect(smallestSet([0xffffffff])).toBe(0xffffffff)
    expect(smallestSet([0b1, 0])).toBe(0)
  })
})
