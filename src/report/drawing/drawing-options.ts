import { UsageError } from '../../issue/errors.js'

/** Options of every drawing. */
export interface DrawingOptions {
  /** Pixels, 280 to 4000 (default 960). The drawing is laid out for it: a narrow one has fewer words. */
  readonly width?: number
}

export const DEFAULT_DRAWING_WIDTH = 960

/**
 * The width asked for.
 *
 * @throws UsageError for an unknown option, or a width out of range
 */
export function widthOf(options: DrawingOptions): number {
  const other = Object.keys(options).find((name) => name !== 'width')
  if (other !== undefined) throw new UsageError(`Unknown option "${other}" of a drawing; expected width.`)
  const { width = DEFAULT_DRAWING_WIDTH } = options
  if (typeof width !== 'number' || !(width >= 280 && width <= 4000)) {
    throw new UsageError(`Option width is ${String(width)}; expected a number of pixels from 280 to 4000.`)
  }
  return Math.round(width)
}
