/** The script of a pool's workers: opens the shared network once, then answers one job after another. */
import { parentPort, workerData } from 'node:worker_threads'
import type { RouterOptions } from '../router.js'
import { openSaved } from './decode.js'
import { carried, JOBS, type JobReply, type JobRequest } from './pool-job.js'

/** What a worker is started with. */
export interface WorkerStart {
  readonly saved: SharedArrayBuffer
  readonly options: Omit<RouterOptions, 'costModel'>
}

const { saved, options } = workerData as WorkerStart
const router = openSaved(saved, options)

parentPort?.on('message', ({ job, name, argument }: JobRequest) => {
  parentPort?.postMessage(replyTo(job, name, argument))
})

function replyTo(job: number, name: JobRequest['name'], argument: unknown): JobReply {
  try {
    return { job, result: JOBS[name](router, argument as never) }
  } catch (error) {
    return { job, error: carried(error) }
  }
}
