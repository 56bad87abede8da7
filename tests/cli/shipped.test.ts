import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT, type run } from '../../src/cli/run.js'
import { writeShipped } from '../../src/routing/saved/shipped.js'
import { ROOT } from '../package/bundle.js'
import type { Outcome } from './landbridge.js'

type Run = typeof run

/** The command line as it is installed: a bundle in a folder, the shipped CSV files beside that folder. */
interface Installed {
  readonly run: Run
  readonly saved: string
  readonly network: string
}

let scratch = ''
let withSaved: Installed
let withoutSaved: Installed

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'landbridge-installed-'))
  await build({
    entryPoints: [join(ROOT, 'src/cli/run.ts')],
    outfile: join(scratch, 'run.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Some packages are CommonJS inside.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    logLevel: 'silent',
  })
  withSaved = await installed('with')
  withoutSaved = await installed('without')
  await writeShipped(withSaved.saved)
})
afterAll(() => rm(scratch, { recursive: true, force: true }))

async function installed(name: string): Promise<Installed> {
  const folder = join(scratch, name)
  await mkdir(join(folder, 'dist'), { recursive: true })
  const bundle = join(folder, 'dist', 'run.mjs')
  await copyFile(join(scratch, 'run.mjs'), bundle)
  await cp(join(ROOT, 'fixtures'), join(folder, 'fixtures'), { recursive: true })
  const { run } = (await import(pathToFileURL(bundle).href)) as { run: Run }
  return { run, saved: join(folder, 'dist', 'eurasia.landbridge'), network: join(folder, 'fixtures', 'eurasia') }
}

async function outcome({ run }: Installed, args: readonly string[]): Promise<Outcome> {
  let out = ''
  let err = ''
  const io = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
    width: 120,
  }
  return { code: await run(args, io, '1.2.3'), out, err }
}

const ROUTE = ['route', 'CNCKG', 'DEDUI'] as const

describe('the command line on the saved network of the package', () => {
  it.each([
    [EXIT.ok, [...ROUTE, '--geojson', '--carbon-price', '900', '--via', 'Dostyk']],
    [EXIT.noRoute, [...ROUTE, '--mode', 'waterway']],
    [EXIT.usage, ['route', 'Chonqing', 'Duisburg']],
    [EXIT.ok, ['plan', 'Chongqing', 'Duisburg', '--json', '--avoid-country', 'Russia']],
    [EXIT.ok, ['matrix', '--from', 'Chongqing,Almaty', '--to', 'Duisburg,Łódź', '--components', '--json']],
    [EXIT.ok, ['reach', 'Almaty', '--days', '3,8', '--json']],
    [EXIT.ok, ['frontier', 'Almaty', 'Duisburg', '--json']],
    [EXIT.ok, ['alternatives', 'Almaty', 'Baku', '--json']],
    [EXIT.ok, ['nearest', '106.5', '29.5', '--reaches', 'Duisburg', '--json']],
    [EXIT.ok, ['check', '--json']],
    [EXIT.data, ['validate', '--json']],
  ])('exits with %i and prints the same as on the CSV files: %j', async (code, args) => {
    const asked = await outcome(withSaved, args)
    expect(asked).toEqual(await outcome(withoutSaved, args))
    expect(asked.code).toBe(code)
    expect(asked.out + asked.err).not.toBe('')
  })

  it('builds the same file from it', async () => {
    const [left, right] = [join(scratch, 'left'), join(scratch, 'right')]
    const [one, other] = [
      await outcome(withSaved, ['build', '--out', left]),
      await outcome(withoutSaved, ['build', '--out', right]),
    ]
    expect(one.out.replaceAll(left, '')).toBe(other.out.replaceAll(right, ''))
    expect(Buffer.compare(await readFile(left), await readFile(right))).toBe(0)
  })

  it('says in one line that it is damaged, and answers from the CSV files', async () => {
    const bytes = await readFile(withSaved.saved)
    const expected = await outcome(withSaved, ROUTE)
    await writeFile(withSaved.saved, bytes.subarray(0, 100_000))
    const { err, ...answer } = await outcome(withSaved, ROUTE)
    await writeFile(withSaved.saved, bytes)
    expect({ ...answer, err: '' }).toEqual(expected)
    expect(err).toBe(
      `landbridge: The file "${withSaved.saved}" is truncated: it has 100000 of the ${bytes.length} bytes that its header names; copy or build it again. The CSV files are read in its place.\n`,
    )
  })

  it('answers from the CSV files once they are edited', async () => {
    const parameter = join(withSaved.network, 'parameter.csv')
    const text = await readFile(parameter, 'utf8')
    const before = await outcome(withSaved, ROUTE)
    await writeFile(parameter, text.replace('carbon_price_usd_per_t,85', 'carbon_price_usd_per_t,86'))
    const after = await outcome(withSaved, ROUTE)
    await writeFile(parameter, text)
    expect(after).toMatchObject({ code: EXIT.ok, err: '' })
    expect(after.out).not.toBe(before.out)
    expect(await outcome(withSaved, ROUTE)).toEqual(before)
  })
})
