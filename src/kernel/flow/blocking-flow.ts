/**
 * Sends flow along shortest ways of a residual network until none is left open: levels by breadth-first search, then a
 * blocking flow over halves that lead one level down, by depth-first search that never takes up again what led nowhere.
 *
 * Dinic 1970 (Soviet Mathematics Doklady 11, 1277-1280). O(vertices^2 * arcs) for a maximum flow, far less on networks as they
 * are. With potentials, only halves of reduced cost 0 are used: what a primal-dual minimum-cost flow sends between two searches.
 */
import type { Residual } from './residual.js'

const UNSEEN = -1

export class BlockingFlow {
  readonly #residual: Residual
  readonly #level: Int32Array
  /** Next half to look at, by vertex. */
  readonly #cursor: Uint32Array
  /** Halves of the way so far. */
  readonly #way: Uint32Array
  readonly #queue: Uint32Array

  constructor(residual: Residual) {
    this.#residual = residual
    this.#level = new Int32Array(residual.vertexCount)
    this.#cursor = new Uint32Array(residual.vertexCount)
    this.#way = new Uint32Array(residual.vertexCount)
    this.#queue = new Uint32Array(residual.vertexCount)
  }

  /**
   * Sends as much as there is room for, at most `most`.
   *
   * @param cost by half; with `potential`, a half is used only where cost + potential of its tail - that of its head is 0
   * @returns what was sent
   */
  send(
    most: number,
    cost: Float64Array | undefined = undefined,
    potential: Float64Array | undefined = undefined,
  ): number {
    let sent = 0
    while (sent < most && this.#findLevels(cost, potential)) sent += this.#block(most - sent, cost, potential)
    return sent
  }

  #findLevels(cost: Float64Array | undefined, potential: Float64Array | undefined): boolean {
    const { first, head, rest, source, sink } = this.#residual
    const level = this.#level
    const queue = this.#queue
    level.fill(UNSEEN)
    level[source] = 0
    queue[0] = source
    let count = 1
    for (let i = 0; i < count; i++) {
      const u = queue[i] as number
      const next = (level[u] as number) + 1
      const height = potential === undefined ? 0 : (potential[u] as number)
      for (let h = first[u] as number, end = first[u + 1] as number; h < end; h++) {
        const v = head[h] as number
        if (level[v] !== UNSEEN || (rest[h] as number) <= 0) continue
        if (cost !== undefined && (cost[h] as number) + height !== (potential as Float64Array)[v]) continue
        level[v] = next
        if (v === sink) return true
        queue[count++] = v
      }
    }
    return false
  }

  #block(most: number, cost: Float64Array | undefined, potential: Float64Array | undefined): number {
    const { first, head, twin, rest, source, sink } = this.#residual
    const level = this.#level
    const cursor = this.#cursor
    const way = this.#way
    cursor.set(first.subarray(0, cursor.length))
    let sent = 0
    let length = 0
    let u = source
    for (;;) {
      if (u === sink) {
        let amount = most - sent
        for (let i = 0; i < length; i++) amount = Math.min(amount, rest[way[i] as number] as number)
        let kept = length
        for (let i = length - 1; i >= 0; i--) {
          const h = way[i] as number
          const back = twin[h] as number
          rest[h] = (rest[h] as number) - amount
          rest[back] = (rest[back] as number) + amount
          if (rest[h] === 0) kept = i
        }
        sent += amount
        if (sent === most) return sent
        // Back to where the first half is full.
        length = kept
        u = head[twin[way[kept] as number] as number] as number
        continue
      }
      const next = (level[u] as number) + 1
      const height = potential === undefined ? 0 : (potential[u] as number)
      const end = first[u + 1] as number
      let h = cursor[u] as number
      for (; h < end; h++) {
        const v = head[h] as number
        if (level[v] !== next || (rest[h] as number) <= 0) continue
        if (cost === undefined || (cost[h] as number) + height === (potential as Float64Array)[v]) break
      }
      cursor[u] = h
      if (h < end) {
        way[length++] = h
        u = head[h] as number
        continue
      }
      if (u === source) return sent
      // A dead end: nothing more leads here.
      level[u] = UNSEEN
      u = head[twin[way[--length] as number] as number] as number
    }
  }
}
