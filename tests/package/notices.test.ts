import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { packagesIn, ROOT } from './bundle.js'

const NOTICES = readFileSync(join(ROOT, 'THIRD-PARTY-NOTICES.md'), 'utf8')
const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}

/** Bundled for CommonJS, see tsup.config.ts. */
const FOR_COMMON_JS = ['any-ascii', 'kdbush', 'geokdbush']

describe('THIRD-PARTY-NOTICES', () => {
  it('names every package whose code is in the bundles, and no other', async () => {
    const bundle = await build({
      absWorkingDir: ROOT,
      entryPoints: ['src/index.ts', 'src/browser.ts', 'src/cli/bin.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outdir: 'dist',
      external: Object.keys(dependencies).filter((name) => !FOR_COMMON_JS.includes(name)),
      metafile: true,
      write: false,
    })
    const named = [...NOTICES.matchAll(/^## (.+)$/gm)].flatMap(([, names = '']) => names.split(', '))
    expect(packagesIn(bundle)).toEqual(named.sort())
  })

  it('quotes their licences in full', () => {
    const names = [...NOTICES.matchAll(/^## (.+)$/gm)].flatMap(([, list = '']) => list.split(', '))
    for (const name of names) {
      const folder = join(ROOT, 'node_modules', name)
      const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
      expect(licence, name).toBeDefined()
      expect(NOTICES).toContain(readFileSync(join(folder, licence ?? ''), 'utf8').trim())
    }
  })
})
