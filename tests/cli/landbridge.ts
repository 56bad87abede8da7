import { expect } from 'vitest'
import { run } from '../../src/cli/run.js'

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line on a screen of some columns. */
export async function landbridge(args: readonly string[], width = 120): Promise<Outcome> {
  let out = ''
  let err = ''
  const io = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
    width,
  }
  const code = await run(args, io, '1.2.3')
  return { code, out, err }
}

/** One message of one sentence (a suggestion may stand on a line of its own), nothing on stdout, no stack. */
export function expectOneMessage({ out, err }: Outcome, message: RegExp): void {
  expect(out).toBe('')
  expect(err).toMatch(message)
  expect(err).toMatch(/^landbridge: .*\n(\(Did you mean .*\?\)\n)?$/)
  expect(err).not.toMatch(/\n\s+at |node_modules|Error:/)
}
