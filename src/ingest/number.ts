const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** True where the text reads as a number, with a point for decimals. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text))
}
