import { fileURLToPath } from 'node:url'
import { type BuildResult, build } from 'esbuild'

/** The top folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

type Bundle = BuildResult<{ write: false; metafile: true }>

/**
 * Bundles a module, with all that it imports, for a browser; its exports become the global `landbridge`.
 *
 * @param source the text of the module; its imports are found from the top folder
 * @throws where something imports what a browser does not have
 */
export async function browserBundle(source: string): Promise<Bundle> {
  return await build({
    stdin: { contents: source, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'landbridge',
    target: 'es2022',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
}

/** The packages whose code is in a bundle. */
export function packagesIn({ metafile }: Pick<Bundle, 'metafile'>): string[] {
  const packages = new Set<string>()
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
      if (name !== undefined && bytesInOutput > 0) packages.add(name)
    }
  }
  return [...packages].sort()
}
