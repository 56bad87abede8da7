import type { FacilityRow } from '../ingest/schema.js'

/** Whether a facility can be used: its status is open (or blank), and a day that is given lies in its dates. */
export function isFacilityOpen(
  { status = 'open', valid_from = '', valid_to }: Pick<FacilityRow, 'status' | 'valid_from' | 'valid_to'>,
  date: string | undefined,
): boolean {
  if (status !== 'open') return false
  return date === undefined || (date >= valid_from && (valid_to === undefined || date <= valid_to))
}
