import { describe, expect, it } from 'vitest'
import { Job } from '../../src/corridor/job.js'
import { UsageError } from '../../src/issue/errors.js'

describe('a job', () => {
  it('tells how far it is and lets others work at each pause', async () => {
    const seen: unknown[] = []
    const job = new Job<number>({ onProgress: (done) => seen.push(done) })
    setTimeout(() => seen.push('other'), 0)
    await job.pause(1)
    await job.pause(2)
    expect(seen).toEqual([1, 'other', 2])
  })

  it('throws the reason of its signal at the pause in which it was aborted', async () => {
    const stop = new AbortController()
    const job = new Job<number>({ signal: stop.signal, onProgress: (done) => done === 2 && stop.abort('enough') })
    await job.pause(1)
    await expect(job.pause(2)).rejects.toBe('enough')
  })

  it.each([
    [{ signal: {} as AbortSignal }, 'Option signal is {}; expected an AbortSignal.'],
    [{ onProgress: 3 as never }, 'Option onProgress is 3; expected a function.'],
  ])('refuses %j', (options, message) => {
    expect(() => new Job(options)).toThrow(UsageError)
    expect(() => new Job(options)).toThrow(message)
  })
})
