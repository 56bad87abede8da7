import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { joinedRows, type Matrix, type MatrixQuery } from '../matrix.js'
import type { RouteQuery, RouteResult, RouterOptions } from '../router.js'
import { type SavedBytes, savedInfo } from './decode.js'
import {
  delivered,
  type JobArgument,
  type JobName,
  type JobReply,
  type JobRequest,
  type JobResult,
} from './pool-job.js'
import type { WorkerStart } from './pool-worker.js'

export interface PoolOptions extends Omit<RouterOptions, 'costModel'> {
  /** How many worker threads. Default: the cores that this process may use. */
  readonly workers?: number
  /** Where the script of the workers lies. Default: in the package, beside this file; name it where you bundle that. */
  readonly script?: URL
}

const POOL_OPTIONS: readonly (keyof PoolOptions)[] = ['workers', 'script', 'prices', 'accelerate']

/** Batches are cut into this many parts per worker, so that one with the longer ways does not keep the others waiting. */
const PARTS_PER_WORKER = 4

/**
 * Pairs of plain weights that take as long as fitting the contraction hierarchy to a question does for one terminal: some
 * 1 microsecond against 25, measured on 8,526 and on 137,495 terminals. With fewer, workers that each fit their own do
 * more work in all than one, and are not done sooner.
 */
const PAIRS_PER_TERMINAL = 25

interface Pending {
  readonly name: JobName
  readonly argument: unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * Worker threads that answer queries on one saved network, which they share: no worker has a copy of it. Results come in
 * the order of the questions, whichever worker is first. Make one with {@link createPool}, and close it after use.
 */
export class Pool {
  readonly size: number
  readonly #start: WorkerStart
  readonly #script: URL
  readonly #terminals: number
  readonly #idle: Worker[] = []
  readonly #busy = new Map<Worker, { readonly job: number; readonly pending: Pending }>()
  readonly #queue: Pending[] = []
  #nextJob = 0
  #isClosed = false

  constructor(saved: SharedArrayBuffer, terminals: number, size: number, { script, ...options }: PoolOptions) {
    this.size = size
    this.#terminals = terminals
    const { workers: _workers, ...routerOptions } = options
    this.#start = { saved, options: routerOptions }
    this.#script = script ?? new URL('./pool-worker.js', import.meta.url)
    for (let i = 0; i < size; i++) this.#idle.push(this.#worker())
  }

  /**
   * Routes, as `router.route` for each query, on all workers.
   *
   * @returns one result per query, in their order
   * @throws UsageError as `router.route`, for the first query in the list that it refuses
   */
  async routes(queries: readonly RouteQuery[]): Promise<RouteResult[]> {
    const parts = this.#parts(queries, this.size * PARTS_PER_WORKER)
    return (await this.#all(parts.map((part) => this.run('routes', part)))).flat()
  }

  /**
   * All pairs, as `router.matrix`. Its origins are divided between all workers, unless it is of plain weights and has fewer
   * than 25 pairs for each terminal of the network: then one worker answers it, because what takes the time is to prepare
   * the network for the question, which each would do for itself.
   *
   * @throws UsageError as `router.matrix`
   */
  async matrix(query: MatrixQuery): Promise<Matrix> {
    const { origins, destinations, pairs } = query
    // What is no list is for the router to refuse.
    if (!Array.isArray(origins) || !Array.isArray(destinations)) return this.run('matrix', query)
    const isPlain = query.components !== true && query.details !== true && query.passes === undefined
    const width = destinations.length
    const isSmall = isPlain && origins.length * width < PAIRS_PER_TERMINAL * this.#terminals
    if (isSmall || origins.length < 2) return this.run('matrix', query)
    // One part for each worker: each part climbs from all destinations anew.
    const parts = this.#parts(origins as readonly string[], this.size)
    let row = 0
    const questions = parts.map((part): MatrixQuery => {
      const first = row
      row += part.length
      // What is no mask, or is none of this many pairs, is for the router to refuse.
      const isMask = pairs instanceof Uint8Array && pairs.length === origins.length * width
      const rows = isMask ? pairs.slice(first * width, row * width) : pairs
      return { ...query, origins: part, ...(rows === undefined ? {} : { pairs: rows }) }
    })
    return joinedRows(await this.#all(questions.map((question) => this.run('matrix', question))))
  }

  /** Hands a job to the next worker that is free. */
  run<Name extends JobName>(name: Name, argument: JobArgument<Name>): Promise<JobResult<Name>> {
    if (this.#isClosed) return Promise.reject(new UsageError('The pool is closed; make another.'))
    return new Promise((resolve, reject) => {
      this.#queue.push({ name, argument, resolve: resolve as (result: unknown) => void, reject })
      this.#assign()
    })
  }

  /** Ends the workers; what they have not answered is refused. */
  async close(): Promise<void> {
    this.#isClosed = true
    const closed = new UsageError('The pool was closed before the answer was there.')
    for (const { reject } of this.#queue.splice(0)) reject(closed)
    const workers = [...this.#idle.splice(0), ...this.#busy.keys()]
    for (const { pending } of this.#busy.values()) pending.reject(closed)
    this.#busy.clear()
    await Promise.all(workers.map((worker) => worker.terminate()))
  }

  /** Waits for all, then throws the first error in order: which one it is does not depend on the clock. */
  async #all<Value>(jobs: readonly Promise<Value>[]): Promise<Value[]> {
    const settled = await Promise.allSettled(jobs)
    return settled.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value
    })
  }

  #parts<Item>(items: readonly Item[], count: number): (readonly Item[])[] {
    const length = Math.max(1, Math.ceil(items.length / count))
    const parts: (readonly Item[])[] = []
    for (let i = 0; i < items.length; i += length) parts.push(items.slice(i, i + length))
    return parts
  }

  #assign(): void {
    while (this.#queue.length > 0 && this.#idle.length > 0) {
      // The one that answered last: what it has made for a question serves the next like it.
      const worker = this.#idle.pop() as Worker
      const pending = this.#queue.shift() as Pending
      const job = this.#nextJob++
      const { name, argument } = pending
      const request: JobRequest = { job, name, argument }
      try {
        worker.postMessage(request)
      } catch (error) {
        // What cannot be cloned never leaves; the worker is free still.
        this.#idle.push(worker)
        pending.reject(new UsageError(`The query cannot be handed to a worker: ${(error as Error).message}`))
        continue
      }
      this.#busy.set(worker, { job, pending })
      // A pool with work to do keeps the process alive, one without does not.
      worker.ref()
    }
  }

  #worker(): Worker {
    const worker = new Worker(this.#script, { workerData: this.#start })
    worker.on('message', (reply: JobReply) => {
      const busy = this.#busy.get(worker)
      if (busy === undefined || busy.job !== reply.job) return
      this.#busy.delete(worker)
      worker.unref()
      this.#idle.push(worker)
      if ('error' in reply) busy.pending.reject(delivered(reply.error))
      else busy.pending.resolve(reply.result)
      this.#assign()
    })
    worker.on('error', (error) => this.#lose(worker, error as Error))
    worker.on('exit', (code) => this.#lose(worker, new Error(`A worker of the pool ended with code ${code}.`)))
    // Last, because to listen is to keep the process alive.
    worker.unref()
    return worker
  }

  /** A worker is gone; its job fails, and with the last worker all jobs do. */
  #lose(worker: Worker, error: Error): void {
    if (this.#isClosed) return
    const at = this.#idle.indexOf(worker)
    if (at !== -1) this.#idle.splice(at, 1)
    const busy = this.#busy.get(worker)
    this.#busy.delete(worker)
    busy?.pending.reject(error)
    if (this.#idle.length + this.#busy.size > 0) return
    this.#isClosed = true
    for (const { reject } of this.#queue.splice(0)) reject(error)
  }
}

/**
 * Starts worker threads on a saved network. Node only. A SharedArrayBuffer, as `readSaved` returns it, is shared as it is;
 * other bytes are copied into one, once.
 *
 * @throws DataError where the bytes are no sound saved network
 * @throws UsageError for an unknown option or a number of workers that is none
 * @example
 * const pool = createPool(await readSaved('eurasia.landbridge'))
 * const results = await pool.routes(queries)
 * await pool.close()
 */
export function createPool(saved: SavedBytes, options: PoolOptions = {}): Pool {
  for (const option of Object.keys(options)) {
    if ((POOL_OPTIONS as readonly string[]).includes(option)) continue
    const near = nearest(option, POOL_OPTIONS)
    throw new UsageError(`Unknown option "${option}"; expected ${POOL_OPTIONS.join(', ')}.${didYouMean(near)}`, near)
  }
  const { workers = availableParallelism() } = options
  if (!(Number.isInteger(workers) && workers > 0)) {
    throw new UsageError(`Option workers is ${String(workers)}; expected a whole number of at least 1.`)
  }
  // Here, and not first in a worker, which could not throw it to the caller.
  const { terminals } = savedInfo(saved)
  return new Pool(sharedBytes(saved), terminals, workers, options)
}

function sharedBytes(saved: SavedBytes): SharedArrayBuffer {
  if (saved instanceof SharedArrayBuffer) return saved
  const bytes = saved instanceof Uint8Array ? saved : new Uint8Array(saved)
  const shared = new SharedArrayBuffer(bytes.byteLength)
  new Uint8Array(shared).set(bytes)
  return shared
}
