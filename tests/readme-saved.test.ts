import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { ROOT } from './package/bundle.js'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** The fenced block after a marker. */
function block(marker: string): string {
  const found = new RegExp(`<!-- ${marker} -->\\n\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(readme)
  return found?.[1] ?? `no block ${marker}`
}

it('README: shows what its code prints on a saved network, and the process ends by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-readme-'))
  try {
    const dist = join(folder, 'dist')
    mkdirSync(dist)
    // Workers cannot be started from sources: their script lies beside a bundle, as in the package.
    await build({
      stdin: {
        contents: block('saved').replace("'landbridge'", "'./src/index.js'"),
        resolveDir: ROOT,
        sourcefile: 'example.mts',
        loader: 'ts',
      },
      outfile: join(dist, 'example.js'),
      ...BUNDLE,
    })
    await build({
      entryPoints: [join(ROOT, 'src/routing/saved/pool-worker.ts')],
      outfile: join(dist, 'pool-worker.js'),
      ...BUNDLE,
    })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    symlinkSync(join(ROOT, 'fixtures'), join(folder, 'fixtures'), 'junction')
    const { stdout } = await promisify(execFile)(process.execPath, [join(dist, 'example.js')], {
      cwd: folder,
      timeout: 60_000,
    })
    expect(stdout).toBe(block('saved-output'))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const BUNDLE = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  // Some packages are CommonJS inside.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  logLevel: 'silent',
} as const
