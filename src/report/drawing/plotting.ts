import type { DrawnNode } from './svg.js'

type Plot = typeof import('@observablehq/plot')
export type PlotOptions = NonNullable<Parameters<Plot['plot']>[0]>

/** Observable Plot with a document to draw in. */
export interface Plotting {
  readonly Plot: Plot
  /** The elements inside the drawing that these options describe. */
  readonly draw: (options: PlotOptions) => DrawnNode
}

let loaded: Promise<Plotting> | undefined

/**
 * Loads what draws, on the first drawing and not before, because a program that only asks for routes needs none of it.
 * The document is that of the page where there is one, and else one that lives in memory only.
 */
export function plotting(): Promise<Plotting> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Plotting> {
  const [Plot, document] = await Promise.all([import('@observablehq/plot'), documentToDrawIn()])
  return {
    Plot,
    draw: (options) => Plot.plot({ ...options, document: document as never }) as unknown as DrawnNode,
  }
}

async function documentToDrawIn(): Promise<unknown> {
  const { document } = globalThis as { document?: unknown }
  if (document !== undefined) return document
  const { parseHTML } = await import('linkedom/worker')
  return parseHTML('<!doctype html><html><body></body></html>').document
}
