import { UsageError } from '../issue/errors.js'
import { shown } from '../routing/query.js'

/** How a job that may take seconds is stopped and followed. */
export interface JobOptions<Progress> {
  /** Stops the job: it throws the reason of the signal. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** A job that now and then lets the event loop run, tells how far it is, and looks whether it is to stop. */
export class Job<Progress> {
  readonly #signal: AbortSignal | undefined
  readonly #onProgress: ((progress: Progress) => void) | undefined

  /** @throws UsageError for a signal or a listener that is none */
  constructor({ signal, onProgress }: JobOptions<Progress>) {
    if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
      throw new UsageError(`Option signal is ${shown(signal)}; expected an AbortSignal.`)
    }
    if (onProgress !== undefined && typeof onProgress !== 'function') {
      throw new UsageError(`Option onProgress is ${shown(onProgress)}; expected a function.`)
    }
    this.#signal = signal
    this.#onProgress = onProgress
  }

  /** @throws the reason of the signal, once it is aborted */
  async pause(progress: Progress): Promise<void> {
    this.#onProgress?.(progress)
    await new Promise((resolve) => setTimeout(resolve, 0))
    this.#signal?.throwIfAborted()
  }
}
