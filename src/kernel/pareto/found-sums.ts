/** The points of a frontier while it is found: sums above the least possible, and the label that each came from. */
export class FoundSums {
  /** May be lowered, to leave out the last points. */
  count = 0
  #firsts = new Float64Array(16)
  #seconds = new Float64Array(16)
  #thirds = new Float64Array(16)
  #labels = new Int32Array(16)
  #vertices = new Int32Array(16)

  clear(): void {
    this.count = 0
  }

  add(first: number, second: number, third: number, label: number, vertex: number): void {
    const room = this.#labels.length
    if (this.count === room) {
      this.#firsts = grown(this.#firsts, new Float64Array(2 * room))
      this.#seconds = grown(this.#seconds, new Float64Array(2 * room))
      this.#thirds = grown(this.#thirds, new Float64Array(2 * room))
      this.#labels = grown(this.#labels, new Int32Array(2 * room))
      this.#vertices = grown(this.#vertices, new Int32Array(2 * room))
    }
    this.#put(this.count++, first, second, third, label, vertex)
  }

  /** Removes the points from `start` on whose second and third sums are at least these; keeps the order of the others. */
  removeCovered(start: number, second: number, third: number): void {
    let kept = start
    for (let i = start; i < this.count; i++) {
      if (this.second(i) >= second && this.third(i) >= third) continue
      this.#put(kept++, this.first(i), this.second(i), this.third(i), this.label(i), this.vertex(i))
    }
    this.count = kept
  }

  /** Puts the points from `start` on, which are few, in the order of their second sums. */
  sortFrom(start: number): void {
    for (let i = start + 1; i < this.count; i++) {
      const first = this.first(i)
      const second = this.second(i)
      const third = this.third(i)
      const label = this.label(i)
      const vertex = this.vertex(i)
      let j = i
      for (; j > start && this.second(j - 1) > second; j--) {
        const k = j - 1
        this.#put(j, this.first(k), this.second(k), this.third(k), this.label(k), this.vertex(k))
      }
      this.#put(j, first, second, third, label, vertex)
    }
  }

  first(i: number): number {
    return this.#firsts[i] as number
  }

  second(i: number): number {
    return this.#seconds[i] as number
  }

  third(i: number): number {
    return this.#thirds[i] as number
  }

  label(i: number): number {
    return this.#labels[i] as number
  }

  /** Where the label stands. */
  vertex(i: number): number {
    return this.#vertices[i] as number
  }

  #put(i: number, first: number, second: number, third: number, label: number, vertex: number): void {
    this.#firsts[i] = first
    this.#seconds[i] = second
    this.#thirds[i] = third
    this.#labels[i] = label
    this.#vertices[i] = vertex
  }
}

function grown<T extends Float64Array | Int32Array>(values: T, room: T): T {
  room.set(values)
  return room
}
