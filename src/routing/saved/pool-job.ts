import { DataError, UsageError } from '../../issue/errors.js'
import type { Issue } from '../../issue/issue.js'
import type { Matrix, MatrixQuery } from '../matrix.js'
import type { RouteQuery, RouteResult, Router } from '../router.js'

/** What a worker can be asked. Arguments and results pass between threads by structured clone. */
export const JOBS = {
  routes: (router: Router, queries: readonly RouteQuery[]): RouteResult[] =>
    queries.map((query) => router.route(query)),
  matrix: (router: Router, query: MatrixQuery): Matrix => router.matrix(query),
}

export type JobName = keyof typeof JOBS
export type JobArgument<Name extends JobName> = Parameters<(typeof JOBS)[Name]>[1]
export type JobResult<Name extends JobName> = ReturnType<(typeof JOBS)[Name]>

/** From the pool to a worker. */
export interface JobRequest {
  readonly job: number
  readonly name: JobName
  readonly argument: unknown
}

/** From a worker to the pool. */
export type JobReply =
  | { readonly job: number; readonly result: unknown }
  | { readonly job: number; readonly error: CarriedError }

/** An error as it passes between threads, where its class is lost. */
export interface CarriedError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly suggestions: readonly string[]
  readonly issues: readonly Issue[]
}

export function carried(error: unknown): CarriedError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return {
    name,
    message,
    stack,
    suggestions: error instanceof UsageError ? error.suggestions : [],
    issues: error instanceof DataError ? error.issues : [],
  }
}

/** The error that a worker threw, of its class again. */
export function delivered({ name, message, stack, suggestions, issues }: CarriedError): Error {
  if (name === 'UsageError') return new UsageError(message, suggestions)
  if (name === 'DataError') return new DataError(message, issues)
  const error =
    name === 'RangeError' ? new RangeError(message) : name === 'TypeError' ? new TypeError(message) : new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
