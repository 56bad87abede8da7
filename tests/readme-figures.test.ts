import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from '../src/cli/run.js'
import { readStudy } from '../src/cli/study-file.js'
import { besidePublished } from '../src/corridor/study/published.js'
import { study } from '../src/corridor/study/study.js'
import { studyQueryOf } from '../src/corridor/study/study-file.js'
import { shippedRouter } from './shipped/shipped.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The figures of the README that no command prints as they stand there. */
describe('figures of the README', () => {
  it('agree with what validate prints', async () => {
    let out = ''
    const io = { out: (text: string) => (out += text), err: (text: string) => (out += text), width: 120 }
    await run(['validate'], io, '')
    const [, block = ''] = /```\n(row +chain[\s\S]*?)```/.exec(readme) ?? []
    const [start = '', end = ''] = block.split('...\n')
    expect(start.split('\n').length).toBeGreaterThan(20)
    expect(out.slice(0, start.length)).toBe(start)
    expect(out.trimEnd().endsWith(end.trimEnd())).toBe(true)
  })

  it('agree with the World Bank study', async () => {
    const file = fileURLToPath(new URL('../fixtures/studies/world-bank-bri.json', import.meta.url))
    const { file: asked, scenarios } = await readStudy(file)
    const result = await study(await shippedRouter(), studyQueryOf(asked, scenarios))
    const pct = (value: number | undefined): string => `${value?.toFixed(1)} %`
    const mean = (variant: 'free' | 'same_modes'): string[] =>
      result.scenarios.map((outcome) => pct(outcome[variant]?.measures.time_h?.mean_pct))
    const best = besidePublished(result, asked.expected ?? []).filter(
      ({ published }) => published.statistic === 'best_group_pct',
    )
    /** The cells of ours in the row of the table that begins with these words. */
    const row = (words: string): string[] => {
      const line = readme.split('\n').find((text) => text.startsWith(`| ${words}`)) ?? ''
      return line
        .split('|')
        .map((cell) => cell.trim())
        .slice(3, 5)
    }
    expect(row('mean of the pairs, modes free')).toEqual(mean('free'))
    expect(row('mean of the pairs, no change of mode')).toEqual(mean('same_modes'))
    expect(row('corridor that gains most')).toEqual(best.map(({ ours }) => pct(ours)))
    for (const { of } of best) expect(readme).toContain(`corridor that gains most (${of})`)
  })
})
