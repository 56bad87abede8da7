import { expect } from 'vitest'

/** Counts how many random queries found a route, so that a property that only ever saw "no route" fails. */
export class RouteTally {
  asked = 0
  found = 0

  /** Notes one query; gives back whether it found a route. */
  note(found: boolean): boolean {
    this.asked++
    if (found) this.found++
    return found
  }

  expectAtLeastHalf(): void {
    expect(this.asked).toBeGreaterThan(0)
    expect(this.found / this.asked, `${this.found} of ${this.asked} queries found a route`).toBeGreaterThanOrEqual(0.5)
  }
}
