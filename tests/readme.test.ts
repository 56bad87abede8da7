import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { run } from '../src/cli/run.js'
import { withCorridorLinks } from '../src/corridor/scenario-corridors.js'
import { FREIGHT_MODES, SCHEMAS, type Schema, type TableName, UTILITY_MODES } from '../src/ingest/schema.js'
import { checkedScenario } from '../src/routing/scenario/check.js'
import { shippedRouter } from './shipped/shipped.js'

/** Columns of the screen that the README shows. */
const WIDTH = 100

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The columns that the README lists for a table, required ones marked. */
function listedColumns(title: string): string[] {
  const start = readme.indexOf(`<code>${title}`)
  const section = readme.slice(start, readme.indexOf('</details>', start))
  return [...section.matchAll(/^\| `([a-z0-9_]+)`( \*)? \|/gm)].map((match) => `${match[1]}${match[2] ?? ''}`)
}

describe('README', () => {
  const tables: TableName[] = [
    'node',
    'transfer',
    'border',
    'clearance',
    'territory',
    'speed',
    'rate',
    'emission',
    'grid',
    'parameter',
    'exchange',
    'corridor',
    'loss',
    'facility',
    'hazard',
    'standard',
    'maintenance',
  ]
  for (const table of tables) {
    it(`lists the columns of ${table}.csv`, () => {
      expect(listedColumns(`${table}.csv`)).toEqual(columnsOf(SCHEMAS[table]))
    })
  }

  it('lists the columns of link files', () => {
    expect(listedColumns('rail.csv')).toEqual(columnsOf(SCHEMAS.rail))
  })

  it.each(['example', 'questions', 'rates', 'studies', 'energy', 'facilities', 'green', 'standards'])(
    'shows what its code prints: %s',
    async (marker) => {
      const code = block(marker, 'js').replace("'landbridge'", JSON.stringify(fromRoot('src/index.ts').href))
      const folder = mkdtempSync(join(tmpdir(), 'landbridge-readme-'))
      try {
        const file = join(folder, 'example.mjs')
        writeFileSync(file, code)
        const loader = pathToFileURL(join(fileURLToPath(fromRoot('node_modules/tsx/dist/')), 'loader.mjs')).href
        const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, file])
        expect(stdout).toBe(block(`${marker}-output`, ''))
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )

  const printed = [...readme.matchAll(/<!-- printed -->\n```\n\$ landbridge (.+)\n([\s\S]*?)```/g)]

  it('shows what commands print', () => {
    expect(printed.length).toBeGreaterThan(4)
  })

  // A line of dots stands for lines left out.
  it.each(printed.map(([, line = '', output = '']) => [line, output]))(
    'shows what it prints: %s',
    async (line, output) => {
      let out = ''
      const io = {
        out: (text: string) => {
          out += text
        },
        err: (text: string) => {
          out += text
        },
        width: WIDTH,
      }
      await run(line.split(' '), io, '')
      const [start = '', end = ''] = output.split('...\n')
      expect(output.includes('...\n') ? out.slice(0, start.length) : out).toBe(start)
      expect(out.endsWith(end)).toBe(true)
    },
  )

  it('shows a scenario that fits the shipped network', async () => {
    const router = await shippedRouter()
    const [, json = ''] = /```json\n(\{\n {2}"id": "east-west"[\s\S]*?)```/.exec(readme) ?? []
    const scenario = withCorridorLinks(router, checkedScenario(JSON.parse(json)))
    expect(router.under(scenario).route({ from: 'Kashgar', to: 'Osh', modes: ['rail'] }).status).toBe('ok')
  })

  it('counts what is shipped', async () => {
    const { graph, facts } = (await shippedRouter()).network
    const links = new Map<string, Set<string>>()
    graph.forEachEdge((_, { mode, link_id }) => {
      const ids = links.get(mode) ?? new Set()
      links.set(mode, ids.add(link_id))
    })
    const written = (modes: readonly string[]): string => {
      const counts = modes.map((mode) => links.get(mode)?.size ?? 0)
      const sum = counts.reduce((total, count) => total + count, 0)
      const list = modes.map((mode, i) => `${counts[i]?.toLocaleString('en-US')} ${mode}`)
      return `${sum.toLocaleString('en-US')} @@ (${list.join(', ')})`
    }
    const freight = written(FREIGHT_MODES).replace('@@', 'freight links')
    expect(readme).toContain(`${graph.order.toLocaleString('en-US')} places and ${freight}`)
    expect(readme).toContain(written(UTILITY_MODES).replace('@@', 'lines of energy and data'))
    const { facility, hazard, standard, maintenance } = facts
    expect(readme).toContain(
      `${facility.length} facilities, ${hazard.length} hazards, ${standard.length} standards and ${maintenance.length} closures for works`,
    )
  })

  it('has no open placeholder', () => {
    expect(readme).not.toMatch(/@@[A-Z]+@@/)
  })
})

function fromRoot(path: string): URL {
  return new URL(`../${path}`, import.meta.url)
}

/** The fenced block after a marker. */
function block(marker: string, language: string): string {
  const found = new RegExp(`<!-- ${marker} -->\\n\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)
  return found?.[1] ?? `no block ${marker}`
}

function columnsOf(schema: Schema): string[] {
  return Object.entries(schema).map(([name, column]) => (column.required ? `${name} *` : name))
}
