/**
 * landbridge without the file system: everything but the CSV reader and writer. Runs in a browser or a worker; give
 * `networkFromRecords` the cells that your CSV parser read.
 */
export * from './public.js'
