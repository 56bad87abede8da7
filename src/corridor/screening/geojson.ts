import type { LonLat } from '../../routing/nearest.js'

/** What a position is, for messages. */
export const POSITION_FORM = '[longitude, latitude] in degrees, from -180 to 180 and -90 to 90'

/** Longitude and latitude; a height after them is allowed. */
export function isPosition(value: unknown): value is LonLat {
  if (!Array.isArray(value) || value.length < 2) return false
  const [longitude, latitude] = value as unknown[]
  return isWithin(longitude, 180) && isWithin(latitude, 90)
}

/** A position without its height. */
export function withoutHeight([longitude, latitude]: LonLat): LonLat {
  return [longitude, latitude]
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most
}
