/** Longitude and latitude, degrees. */
export type Position = readonly [number, number]

/**
 * Cuts a line wherever it crosses the 180th meridian, so that each part keeps to one side of it (RFC 7946, 3.1.9).
 * Both parts end exactly on the meridian, at the latitude of the crossing.
 *
 * Two neighbouring positions are taken to be joined the short way round. The great circles of `@turf/turf` are cut here
 * and not there because its cut leaves a gap and misses steps of more than ten degrees.
 */
export function splitAtAntimeridian(line: readonly Position[]): Position[][] {
  const parts: Position[][] = []
  let part: Position[] = []
  let previous: Position | undefined
  for (const position of line) {
    if (previous !== undefined && Math.abs(position[0] - previous[0]) > 180) {
      const side = previous[0] > 0 ? 180 : -180
      // The next position as seen without the jump: beyond +180 or below -180.
      const ahead = position[0] + 2 * side
      const step = ahead - previous[0]
      const share = step === 0 ? 0 : (side - previous[0]) / step
      const latitude = previous[1] + share * (position[1] - previous[1]) + 0
      add(part, [side, latitude])
      parts.push(part)
      part = [[-side, latitude]]
    }
    add(part, position)
    previous = position
  }
  parts.push(part)
  return parts.filter((positions) => positions.length > 1)
}

function add(part: Position[], position: Position): void {
  const last = part[part.length - 1]
  if (last !== undefined && last[0] === position[0] && last[1] === position[1]) return
  // Adding 0 turns -0 into 0, so that equal positions are the same.
  part.push([position[0] + 0, position[1] + 0])
}
