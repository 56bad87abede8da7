#!/usr/bin/env node
import { run } from './run.js'
import { version } from './version.js'

/** Width of text that goes into a pipe or a file, unless COLUMNS says another. */
const PIPE_WIDTH = 120

// A reader that closes the pipe early (head) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    // A terminal that does not know how wide it is says 0.
    width: process.stdout.columns || Number(process.env.COLUMNS) || PIPE_WIDTH,
    ...(process.stderr.isTTY ? { terminal: process.stderr } : {}),
    onInterrupt: (stop) => {
      process.once('SIGINT', stop)
      return () => process.off('SIGINT', stop)
    },
  },
  version,
)
