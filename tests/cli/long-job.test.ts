import { describe, expect, it } from 'vitest'
import { longJob } from '../../src/cli/long-job.js'
import { EXIT } from '../../src/cli/setting.js'

function setting(interrupts: boolean) {
  const said = { out: '', err: '', code: undefined as number | undefined, forgotten: false }
  const io = {
    out: (text: string) => {
      said.out += text
    },
    err: (text: string) => {
      said.err += text
    },
    width: 80,
    onInterrupt: (stop: () => void) => {
      if (interrupts) stop()
      return () => {
        said.forgotten = true
      }
    },
  }
  const exit = (code: number) => {
    said.code = code
  }
  return { io, exit, said }
}

describe('a long job', () => {
  it('gives back what it was to find', async () => {
    const { said, ...parts } = setting(false)
    expect(await longJob(parts, 'search', async ({ show }) => show({ done: 1, total: 2, label: 'x' }) ?? 'found')).toBe(
      'found',
    )
    expect(said).toEqual({ out: '', err: '', code: undefined, forgotten: true })
  })

  it('says that it was interrupted', async () => {
    const { said, ...parts } = setting(true)
    expect(await longJob(parts, 'search', async ({ signal }) => signal.throwIfAborted())).toBeUndefined()
    const err = 'landbridge: The search was interrupted; nothing was written.\n'
    expect(said).toEqual({ out: '', err, code: EXIT.interrupted, forgotten: true })
  })

  it('leaves errors to its caller', async () => {
    const { said, ...parts } = setting(false)
    await expect(longJob(parts, 'search', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(said.forgotten).toBe(true)
  })
})
