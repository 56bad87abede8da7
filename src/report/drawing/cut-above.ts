/** A line that never falls, up to where it leaves the scale; the last point is then on the edge. */
export function cutAbove<P extends { readonly x: number; readonly y: number }>(line: readonly P[], top: number): P[] {
  const kept: P[] = []
  for (const point of line) {
    const before = kept[kept.length - 1]
    if (point.y <= top) {
      kept.push(point)
      continue
    }
    if (before !== undefined && before.y < top) {
      kept.push({ ...point, x: before.x + ((top - before.y) / (point.y - before.y)) * (point.x - before.x), y: top })
    }
    break
  }
  return kept
}
