import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'

/** Beside the dependencies: who can write there can change the code itself, which is not so of the system's directory for temporary files. */
const DIRECTORY = join(import.meta.dirname, '../../node_modules/.cache/compiled')

/**
 * Keeps compiled modules for the next process. Node then neither compiles them again nor loads what takes the types out of
 * TypeScript. To be called before what it is for is imported; a directory that cannot be written to only costs the saving.
 *
 * Measured with the worker's modules: 113 MiB instead of 141 when all are there, 0.7 s sooner.
 *
 * @returns what writes to disk what has been compiled so far: a process that is killed writes nothing by itself.
 */
export function keepCompiled(): () => void {
  enableCompileCache(DIRECTORY)
  return flushCompileCache
}
