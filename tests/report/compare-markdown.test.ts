import { describe, expect, it } from 'vitest'
import { compareCorridors } from '../../src/corridor/compare.js'
import { compareMarkdown } from '../../src/report/compare-markdown.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const WAYS = ['rail', 'sea', 'air'].map((mode) => ({
  id: mode,
  name: `By ${mode}`,
  via: [],
  constraints: { modes: [mode] },
}))
const COMPARISON = compareCorridors(createRouter(textNetwork(THREE_WAYS)), {
  from: 'aton',
  to: 'lodz',
  shipment: ONE_TEU,
  corridors: WAYS,
})

describe('compareMarkdown', () => {
  it('is the tables, and then why some corridors have no route', () => {
    expect(compareMarkdown(COMPARISON).split('\n')).toEqual([
      '**Aton to Łódź by corridor (best by generalised within each)**',
      '',
      '| corridor | days | USD | t CO2e | km | rank h/USD/CO2e | dominated |',
      '| :-- | --: | --: | --: | --: | --: | :-- |',
      '| By rail | 4.4 | 2,285 | 0.21 | 2,000 | 1/2/2 | no |',
      '| By sea | 7.0 | 1,880 | 0.19 | 3,600 | 2/1/1 | no |',
      '| By air | no route |  |  |  |  |  |',
      '',
      'Shipment: 1 TEU, 10 t, worth USD 24,000.',
      '',
      '**Where the hours go, and how many borders, breaks of gauge and transfers:**',
      '',
      '| corridor | moving h | border h | transfer h | borders | breaks | transfers |',
      '| :-- | --: | --: | --: | --: | --: | --: |',
      '| By rail | 40 | 48 | 17 | 2 | 1 | 1 |',
      '| By sea | 144 | 0 | 24 | 0 | 0 | 0 |',
      '',
      '**CPMM: hours and USD per border; USD per 500 km for 20 t; km/h without and with stops:**',
      '',
      '| corridor | TFI1 h | TFI2 USD | TFI3 USD | SWOD km/h | SWD km/h |',
      '| :-- | --: | --: | --: | --: | --: |',
      '| By rail | 24.0 | 100 | 1,143 | 50.0 | 19.0 |',
      '| By sea | - | - | 522 | 25.0 | 21.4 |',
      '',
      '- **By air**: No route from Aton to Łódź: dropping modes air would open one.',
    ])
  })

  it('lets no name be markup, HTML, a link, a column or a line', () => {
    const names = [
      '<script>alert(1)</script>',
      'a|b',
      '[x](http://y)',
      '**b** `c` _d_ ~e~',
      'two\n# lines',
      'www.x.y',
      'a@b.c',
      '&amp;',
      '\\|',
    ]
    const text = compareMarkdown({
      ...COMPARISON,
      from_name: '<b>A</b>',
      corridors: names.map((name) => ({ id: name, name, status: 'no-route', reason: name, drop: [] })),
    })
    expect(text).not.toMatch(/<|>|http:\/\/|www\.|@/)
    // Every row has the same number of columns: bars that are not escaped.
    const rows = text.split('\n').filter((line) => line.startsWith('|'))
    for (const row of rows) expect(row.replaceAll(/\\./g, '').split('|')).toHaveLength(9)
    expect(rows).toHaveLength(2 + names.length)
    expect(text).toContain('| \\*\\*b\\*\\* \\`c\\` \\_d\\_ \\~e\\~ |')
    expect(text).toContain('| &#60;script&#62;alert(1)&#60;/script&#62; |')
    expect(text).toContain('| two\uFFFD\\# lines |')
    expect(text).toContain('| &#38;amp; |')
    expect(text).toContain('| \\\\\\| |')
  })
})
