/** How much of a parameter, in words. */

/** What stands before and after a number: `USD ` and ` per day`. */
interface Frame {
  readonly before: string
  readonly after: string
}

function frameOf(unit: string): Frame {
  const money = /^USD( .*)?$/.exec(unit)
  return money === null ? { before: '', after: ` ${unit}` } : { before: 'USD ', after: money[1] ?? '' }
}

/** A number with its unit: `USD 310 per day`, `12.5 h`. */
export function amountWords(x: number, unit: string): string {
  const { before, after } = frameOf(unit)
  return `${before}${numberWords(x, decimalsFor(x))}${after}`
}

/** Bounds in order, short, and no two alike in writing that are not alike. */
export function boundWords(bounds: readonly number[]): string[] {
  return bounds.map((bound, i) => {
    const neighbours = [bounds[i - 1], bounds[i + 1]].filter((other) => other !== undefined && other !== bound)
    let decimals = decimalsFor(bound)
    while (decimals < MOST_DECIMALS && neighbours.some((other) => isAlike(bound, other as number, decimals))) decimals++
    return numberWords(bound, decimals)
  })
}

/** As a sentence: "Below USD 310 per day: Suez; 310 to 2,900: rail; above: air." */
export function bandSentence(
  bands: readonly { readonly from: number; readonly to: number; readonly name: string }[],
  unit: string,
): string {
  const { before, after } = frameOf(unit)
  const words = boundWords(bands.slice(0, -1).map(({ to }) => to))
  const parts = bands.map(({ name, from, to }, i) => {
    if (bands.length === 1) return `From ${before}${boundWords([from, to]).join(' to ')}${after}: ${name}`
    if (i === 0) return `Below ${before}${words[0]}${after}: ${name}`
    return i === bands.length - 1 ? `above: ${name}` : `${words[i - 1]} to ${words[i]}: ${name}`
  })
  return `${parts.join('; ')}.`
}

const MOST_DECIMALS = 6

/** Three figures that count, and no fractions from a hundred up. */
function decimalsFor(x: number): number {
  const size = Math.abs(x)
  if (size === 0 || size >= 100) return 0
  return Math.min(MOST_DECIMALS, Math.max(0, 2 - Math.floor(Math.log10(size))))
}

function isAlike(a: number, b: number, decimals: number): boolean {
  return a.toFixed(decimals) === b.toFixed(decimals)
}

function numberWords(x: number, decimals: number): string {
  return x.toLocaleString('en-US', { maximumFractionDigits: decimals })
}
