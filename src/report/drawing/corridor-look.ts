import { CORRIDOR_PAINTS } from './palette.js'

/** How one corridor is told from the others wherever it is drawn. */
export interface CorridorLook {
  /** A to Z, then AA, AB ... */
  readonly letter: string
  /** The colour of the light scheme. */
  readonly colour: string
  /** For `stroke-dasharray`; `undefined` for a solid line. */
  readonly dash: string | undefined
}

/** Coprime to the number of colours, so that the two together repeat late. */
const DASHES = [undefined, '9 3', '5 3', '14 3 3 3', '3 3', '9 3 3 3 3 3', '12 5'] as const

/** The look of a corridor by its place in the comparison, so that all drawings agree on it. */
export function lookOf(index: number): CorridorLook {
  const colour = CORRIDOR_PAINTS[index % CORRIDOR_PAINTS.length]?.light ?? ''
  return { letter: lettersOf(index), colour, dash: DASHES[index % DASHES.length] }
}

function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : lettersOf(Math.floor(index / 26) - 1) + last
}
