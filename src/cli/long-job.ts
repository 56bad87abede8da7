import { progressBar, type Shown } from './progress.js'
import { EXIT, type Setting } from './setting.js'

/** What a long job takes. */
export interface JobParts {
  readonly signal: AbortSignal
  readonly show: (progress: Shown) => void
}

/**
 * Does a job that may take seconds: with a bar on a terminal, and stopped when the user interrupts.
 *
 * @param name what is said to be interrupted
 * @returns `undefined` where it was; then the exit code is set
 */
export async function longJob<Result>(
  { io, exit }: Pick<Setting, 'io' | 'exit'>,
  name: string,
  work: (parts: JobParts) => Promise<Result>,
): Promise<Result | undefined> {
  const bar = progressBar(io.terminal)
  const interrupt = new AbortController()
  const forget = io.onInterrupt?.(() => interrupt.abort())
  try {
    return await work({ signal: interrupt.signal, show: bar.show })
  } catch (error) {
    if (!interrupt.signal.aborted) throw error
    // The bar goes before the message comes.
    bar.stop()
    io.err(`landbridge: The ${name} was interrupted; nothing was written.\n`)
    exit(EXIT.interrupted)
    return undefined
  } finally {
    bar.stop()
    forget?.()
  }
}
