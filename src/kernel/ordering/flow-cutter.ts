/**
 * Small balanced vertex separators by growing flows: FlowCutter (Hamann and Strasser 2018, doi:10.1145/3173045), started
 * from both ends of a sweep over the vertices as in inertial flow (Schild and Sommer 2015,
 * doi:10.1007/978-3-319-20086-6_22; together: Gottesbüren et al. 2019, doi:10.3390/a12090196).
 *
 * The first and the last vertices of a sweep are source and target. A maximum flow of vertex-disjoint ways between them gives
 * a smallest separator; the smaller side is then taken into its terminals, one vertex of the separator is added to them
 * ("pierced"), and the flow goes on from where it was. So one run meets a smallest separator for every balance.
 *
 * Where we differ: vertices have capacity one and are not split: a vertex knows its neighbours on the one way that uses it,
 * and a search marks its entry and its exit apart. The searches of the two sides are one function, with the neighbours
 * swapped. Shortest ways that do not touch each other are augmented together.
 *
 * Cost: O(separator * edges) per sweep at worst; a run ends as soon as it cannot beat the best separator known.
 */
import { SEPARATOR } from './cell.js'
import type { UndirectedGraph } from './undirected-graph.js'

const NONE = -1

/** Bit of a vertex that a way of the flow uses. */
const FLOW = 64

/** Score of a separator by its size and those of the two parts; smaller is better. */
export type SeparatorScore = (separator: number, smaller: number, larger: number) => number

/** Size divided by the product of the parts: small and balanced at once. */
export const sparsity: SeparatorScore = (separator, smaller, larger) => separator / (smaller * larger)

/** One of the two sides: its terminals and what they reach in the residual graph. */
class Side {
  /** Bits of the marks: reached at its entry, left by its exit, terminal. Reached but not left: a vertex of the separator. */
  readonly entry: number
  readonly exit: number
  readonly terminal: number
  /** From where an entry was reached; the vertex itself: from its own exit. */
  readonly link: Int32Array
  /** Vertices whose exit is reached, terminals first. */
  readonly exits: Int32Array
  exitCount = 0
  terminalCount = 0
  /** How many of the terminals have had all their edges looked at. */
  settledCount = 0
  /** Vertices of the flow whose entry is reached; those next to settled terminals, the rim, first. */
  readonly entries: Int32Array
  entryCount = 0
  rimCount = 0
  /** Next exit to look at. */
  cursor = 0

  constructor(shift: number, capacity: number) {
    this.entry = 1 << shift
    this.exit = 2 << shift
    this.terminal = 4 << shift
    this.link = new Int32Array(capacity)
    this.exits = new Int32Array(capacity)
    this.entries = new Int32Array(capacity)
  }
}

export class FlowCutter {
  #graph: UndirectedGraph = { vertexCount: 0, first: new Uint32Array(1), head: new Uint32Array(0) }
  readonly #score: SeparatorScore
  readonly #marks: Uint8Array
  /** The neighbours of a vertex on the way that uses it, towards the source and towards the target. */
  readonly #before: Int32Array
  readonly #after: Int32Array
  /** Place in the sweep. */
  readonly #place: Uint32Array
  readonly #source: Side
  readonly #target: Side
  #flow = 0
  /** Vertices of the target's search that touch a terminal of the source. */
  readonly #openings: Int32Array
  #openingCount = 0
  /** Vertices on ways augmented since the stamp. */
  readonly #used: Uint32Array
  #stamp = 0
  #notedSide: Side | undefined
  #notedExits = 0
  readonly #notedSeparator: Int32Array

  /** Score of the best separator found since {@link load}; infinite where there is none. */
  best = Number.POSITIVE_INFINITY
  /** Size of the best separator. */
  separatorSize = 0
  /** Part of each vertex in the best separator: 0, 1, or {@link SEPARATOR}. No edge joins 0 and 1; neither is empty. */
  readonly division: Uint8Array

  /** @param capacity largest number of vertices of a graph to come */
  constructor(capacity: number, score: SeparatorScore = sparsity) {
    this.#score = score
    this.#marks = new Uint8Array(capacity)
    this.#before = new Int32Array(capacity)
    this.#after = new Int32Array(capacity)
    this.#place = new Uint32Array(capacity)
    this.#source = new Side(0, capacity)
    this.#target = new Side(3, capacity)
    this.#openings = new Int32Array(capacity)
    this.#used = new Uint32Array(capacity)
    this.#notedSeparator = new Int32Array(capacity)
    this.division = new Uint8Array(capacity)
  }

  /** Takes a graph; what was found in the one before is forgotten. */
  load(graph: UndirectedGraph): void {
    this.#graph = graph
    this.best = Number.POSITIVE_INFINITY
    this.separatorSize = 0
  }

  /**
   * Looks for separators along a sweep (all vertices in some order) with a share of the vertices at either end, at most half,
   * each on its own side, and keeps the best.
   */
  sweep(order: Uint32Array, share: number): void {
    if (this.#start(order, share)) this.#grow()
    this.#writeDivision()
  }

  /** Sets the terminals; false where none are left on a side, since all touch the other. */
  #start(order: Uint32Array, share: number): boolean {
    const { vertexCount: n, first, head } = this.#graph
    const marks = this.#marks
    const place = this.#place
    const source = this.#source
    const target = this.#target
    marks.fill(0, 0, n)
    this.#before.fill(NONE, 0, n)
    this.#after.fill(NONE, 0, n)
    this.#flow = 0
    for (const side of [source, target]) {
      side.exitCount = side.terminalCount = side.settledCount = 0
      side.entryCount = side.rimCount = side.cursor = 0
    }
    for (let i = 0; i < n; i++) place[order[i] as number] = i
    const count = Math.min(Math.max(Math.floor(share * n), 1), n >> 1)
    for (let i = 0; i < count; i++) {
      marks[order[i] as number] = source.terminal
      marks[order[n - 1 - i] as number] = target.terminal
    }
    // Neighbours cannot be kept apart: where a source touches a target, the one with more edges may be separator instead.
    for (let i = 0; i < count; i++) {
      const v = order[i] as number
      const edges = (first[v + 1] as number) - (first[v] as number)
      for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
        const u = head[a] as number
        if (marks[u] !== target.terminal) continue
        if ((first[u + 1] as number) - (first[u] as number) > edges) {
          marks[u] = 0
        } else {
          marks[v] = 0
          break
        }
      }
    }
    for (let i = 0; i < count; i++) {
      const v = order[i] as number
      const w = order[n - 1 - i] as number
      if (marks[v] === source.terminal) this.#addTerminal(source, v)
      if (marks[w] === target.terminal) this.#addTerminal(target, w)
    }
    return source.terminalCount > 0 && target.terminalCount > 0
  }

  #grow(): void {
    const source = this.#source
    const target = this.#target
    for (;;) {
      for (;;) {
        this.#search(target, this.#after, source.terminal)
        if (this.#openingCount === 0) break
        this.#augmentOpenings()
        if (this.#hopeless()) return
        this.#restart()
      }
      this.#search(source, this.#before, target.terminal)
      // Let the smaller side grow until a way between the sides opens.
      for (;;) {
        const forward = source.exitCount <= target.exitCount
        const side = forward ? source : target
        const other = forward ? target : source
        this.#settle(side)
        this.#note(side)
        if (2 * side.exitCount >= this.#graph.vertexCount || this.#hopeless()) return
        const pierced = this.#choosePierced(side, other, forward)
        if (pierced === NONE) return
        const opens = ((this.#marks[pierced] as number) & other.entry) !== 0
        this.#addTerminal(side, pierced)
        if (opens) {
          this.#augment(pierced, other.link[pierced] as number, other, forward)
          this.#restart()
          break
        }
        this.#search(side, forward ? this.#before : this.#after, other.terminal)
      }
    }
  }

  /** Whether no balance could make a separator as large as the flow better than the best. */
  #hopeless(): boolean {
    const half = (this.#graph.vertexCount - this.#flow) / 2
    return this.#score(this.#flow, half, half) >= this.best
  }

  /** Every exit reached so far must be a terminal. */
  #addTerminal(side: Side, v: number): void {
    this.#marks[v] = (this.#marks[v] as number) | side.entry | side.exit | side.terminal
    side.exits[side.exitCount++] = v
    side.terminalCount = side.exitCount
  }

  /**
   * Goes on with the search of a side from where it stopped. `back`: where the flow through a vertex comes from, seen from this
   * side. Vertices that touch a terminal of the other side become openings.
   */
  #search(side: Side, back: Int32Array, otherTerminal: number): void {
    const { first, head } = this.#graph
    const { link, exits, entries, entry, exit } = side
    const marks = this.#marks
    const openings = this.#openings
    const both = entry | exit
    const stop = entry | otherTerminal
    let openingCount = 0
    let { exitCount, entryCount, cursor } = side
    while (cursor < exitCount) {
      const u = exits[cursor++] as number
      const marksOfU = marks[u] as number
      if ((marksOfU & (FLOW | entry)) === FLOW) {
        // Left against the flow: what flows through u can be sent back further.
        marks[u] = marksOfU | entry
        link[u] = u
        entries[entryCount++] = u
        const w = back[u] as number
        const marksOfW = marks[w] as number
        if ((marksOfW & exit) === 0) {
          marks[w] = marksOfW | exit
          exits[exitCount++] = w
        }
      }
      let touches = false
      for (let a = first[u] as number, end = first[u + 1] as number; a < end; a++) {
        const v = head[a] as number
        const m = marks[v] as number
        if ((m & stop) !== 0) {
          if ((m & otherTerminal) !== 0) touches = true
        } else if ((m & FLOW) === 0) {
          marks[v] = m | both
          link[v] = u
          exits[exitCount++] = v
        } else {
          marks[v] = m | entry
          link[v] = u
          entries[entryCount++] = v
          const w = back[v] as number
          const marksOfW = marks[w] as number
          if ((marksOfW & exit) === 0) {
            marks[w] = marksOfW | exit
            exits[exitCount++] = w
          }
        }
      }
      if (touches) openings[openingCount++] = u
    }
    this.#openingCount = openingCount
    side.cursor = cursor
    side.exitCount = exitCount
    side.entryCount = entryCount
  }

  /** All that a side reached becomes terminal. */
  #settle(side: Side): void {
    const { exits, entries, exit, terminal } = side
    const marks = this.#marks
    for (let i = side.terminalCount; i < side.exitCount; i++) {
      const v = exits[i] as number
      marks[v] = (marks[v] as number) | terminal
    }
    side.settledCount = side.terminalCount = side.exitCount
    let rim = 0
    for (let i = 0; i < side.entryCount; i++) {
      const v = entries[i] as number
      if (((marks[v] as number) & exit) === 0) entries[rim++] = v
    }
    side.rimCount = side.entryCount = rim
  }

  /** Takes both searches back to the terminals: the flow has changed. */
  #restart(): void {
    this.#reset(this.#source, this.#before)
    this.#reset(this.#target, this.#after)
  }

  #reset(side: Side, back: Int32Array): void {
    const { exits, entries, rimCount, entry, exit, terminal } = side
    const marks = this.#marks
    const keep = ~(entry | exit)
    for (let i = side.terminalCount; i < side.exitCount; i++) {
      const v = exits[i] as number
      marks[v] = (marks[v] as number) & keep
    }
    for (let i = rimCount; i < side.entryCount; i++) {
      const v = entries[i] as number
      if (((marks[v] as number) & terminal) === 0) marks[v] = (marks[v] as number) & keep
    }
    for (let i = 0; i < rimCount; i++) {
      const v = entries[i] as number
      if (((marks[v] as number) & terminal) === 0) marks[v] = ((marks[v] as number) & keep) | entry
    }
    let exitCount = side.terminalCount
    for (let i = 0; i < rimCount; i++) {
      const v = entries[i] as number
      const w = ((marks[v] as number) & FLOW) === 0 ? v : (back[v] as number)
      if (((marks[w] as number) & exit) !== 0) continue
      marks[w] = (marks[w] as number) | exit
      exits[exitCount++] = w
    }
    side.exitCount = exitCount
    side.entryCount = rimCount
    side.cursor = side.settledCount
  }

  /** Augments along the ways that the target's search found, as long as they do not touch each other. */
  #augmentOpenings(): void {
    const { first, head } = this.#graph
    const marks = this.#marks
    const terminal = this.#source.terminal
    this.#stamp++
    for (let i = 0; i < this.#openingCount; i++) {
      const v = this.#openings[i] as number
      if (!this.#isUnused(v)) continue
      let a = first[v] as number
      while (((marks[head[a] as number] as number) & terminal) === 0) a++
      this.#augment(head[a] as number, v, this.#target, true)
    }
  }

  /** Whether the way from a vertex to the target meets none that was augmented since the stamp. */
  #isUnused(start: number): boolean {
    const { link, terminal } = this.#target
    const marks = this.#marks
    const before = this.#before
    const used = this.#used
    const stamp = this.#stamp
    let v = start
    while (((marks[v] as number) & terminal) === 0) {
      if (used[v] === stamp) return false
      let x = ((marks[v] as number) & FLOW) === 0 ? v : (before[v] as number)
      while (link[x] === x) {
        if (used[x] === stamp) return false
        x = before[x] as number
      }
      if (used[x] === stamp) return false
      v = link[x] as number
    }
    return true
  }

  /**
   * Sends one more unit from the terminal `from` to `start` and on along the links of the other side's search, towards the
   * target if `forward`, else from a target back to the source.
   */
  #augment(from: number, start: number, { link, terminal }: Side, forward: boolean): void {
    const before = forward ? this.#before : this.#after
    const after = forward ? this.#after : this.#before
    const marks = this.#marks
    const used = this.#used
    const stamp = this.#stamp
    this.#flow++
    let a = from
    let v = start
    for (;;) {
      after[a] = v
      if (((marks[v] as number) & terminal) !== 0) return
      used[v] = stamp
      let x = v
      if (((marks[v] as number) & FLOW) === 0) marks[v] = (marks[v] as number) | FLOW
      else x = before[v] as number
      before[v] = a
      while (link[x] === x) {
        // The flow through x is sent back.
        used[x] = stamp
        marks[x] = (marks[x] as number) & ~FLOW
        x = before[x] as number
      }
      used[x] = stamp
      a = x
      v = link[x] as number
    }
  }

  /** Keeps the separator next to a side that was just settled, if it is the best so far. */
  #note(side: Side): void {
    const { entries, exitCount, rimCount } = side
    const rest = this.#graph.vertexCount - exitCount - rimCount
    const score = this.#score(rimCount, Math.min(exitCount, rest), Math.max(exitCount, rest))
    if (score >= this.best) return
    this.best = score
    this.separatorSize = rimCount
    this.#notedSide = side
    this.#notedExits = exitCount
    for (let i = 0; i < rimCount; i++) this.#notedSeparator[i] = entries[i] as number
  }

  /** Writes down the separator noted last; settled exits keep their places, so that their number tells them. */
  #writeDivision(): void {
    if (this.#notedSide === undefined) return
    const { exits } = this.#notedSide
    const division = this.division
    division.fill(1, 0, this.#graph.vertexCount)
    for (let i = 0; i < this.#notedExits; i++) division[exits[i] as number] = 0
    for (let i = 0; i < this.separatorSize; i++) division[this.#notedSeparator[i] as number] = SEPARATOR
    this.#notedSide = undefined
  }

  /**
   * A vertex of a side's separator to add to its terminals: rather one that opens no way, then the outermost of the sweep;
   * none that touches a terminal of the other side.
   */
  #choosePierced({ entries, rimCount }: Side, { entry, terminal }: Side, forward: boolean): number {
    const { first, head } = this.#graph
    const marks = this.#marks
    const place = this.#place
    let chosen = NONE
    let chosenOpens = true
    for (let i = 0; i < rimCount; i++) {
      const v = entries[i] as number
      const opens = ((marks[v] as number) & entry) !== 0
      if (opens && !chosenOpens) continue
      if (chosen !== NONE && opens === chosenOpens) {
        const further = (place[v] as number) - (place[chosen] as number)
        if (forward ? further > 0 : further < 0) continue
      }
      if (opens) {
        let touches = ((marks[v] as number) & terminal) !== 0
        for (let a = first[v] as number, end = first[v + 1] as number; a < end && !touches; a++) {
          touches = ((marks[head[a] as number] as number) & terminal) !== 0
        }
        if (touches) continue
      }
      chosen = v
      chosenOpens = opens
    }
    return chosen
  }
}
