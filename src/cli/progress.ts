import { Presets, SingleBar } from 'cli-progress'
import { printable } from '../report/printable.js'

/** How far a long job is. */
export interface Shown {
  readonly done: number
  readonly total: number
  /** What is worked on. */
  readonly label: string
}

/** Shows how far a long job is. */
export interface ProgressBar {
  readonly show: (progress: Shown) => void
  /** Takes the bar away. */
  readonly stop: () => void
}

/**
 * A bar on a terminal; nothing at all where there is none, so that a pipe gets results only.
 *
 * @param terminal where it is drawn; `undefined` in a pipe
 */
export function progressBar(terminal: NodeJS.WriteStream | undefined): ProgressBar {
  if (terminal === undefined) return { show: () => {}, stop: () => {} }
  const bar = new SingleBar(
    {
      stream: terminal,
      format: '{bar} {percentage} % {label}',
      barsize: 30,
      hideCursor: true,
      clearOnComplete: true,
      // Interrupts are the job's: it stops and then takes the bar away.
      gracefulExit: false,
    },
    Presets.shades_classic,
  )
  let isStarted = false
  return {
    show: ({ done, total, label }) => {
      if (!isStarted) bar.start(total, done, { label: printable(label) })
      isStarted = true
      // A job may learn on the way how much there is to do.
      bar.setTotal(total)
      bar.update(done, { label: printable(label) })
    },
    stop: () => {
      if (isStarted) bar.stop()
    },
  }
}
