import { describe, expect, it } from 'vitest'
import { DataError, UsageError } from '../../src/issue/errors.js'

describe('errors', () => {
  it('are told apart by class and name', () => {
    const usage = new UsageError('Unknown place "x".', ['y'])
    const data = new DataError('bad')
    expect(usage).toMatchObject({ name: 'UsageError', message: 'Unknown place "x".', suggestions: ['y'] })
    expect(data).toMatchObject({ name: 'DataError', message: 'bad', issues: [] })
    expect(usage).toBeInstanceOf(Error)
    expect(data).not.toBeInstanceOf(UsageError)
  })
})
