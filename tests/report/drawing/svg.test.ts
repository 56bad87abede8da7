import fc from 'fast-check'
import { parseHTML } from 'linkedom/worker'
import { describe, expect, it } from 'vitest'
import { type DrawnNode, escaped, harmless, standaloneSvg, svgText } from '../../../src/report/drawing/svg.js'

describe('escaped', () => {
  it('leaves no character that opens a tag, an attribute or a reference', () => {
    expect(escaped(`<script a="1" b='2'>&amp;`)).toBe('&lt;script a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;')
  })

  it('gives the text back when a parser reads it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { document } = parseHTML(`<html><body><p title="${escaped(text)}">${escaped(text)}</p></body></html>`)
        const paragraph = document.querySelector('p')
        expect(paragraph?.childNodes.length ?? 0).toBeLessThanOrEqual(1)
        expect(paragraph?.textContent).toBe(harmless(text))
        expect(paragraph?.getAttribute('title')).toBe(harmless(text))
      }),
    )
  })
})

describe('harmless', () => {
  it('replaces what XML forbids and what turns the writing around, and keeps joiners', () => {
    expect(harmless('a\u0000b\u001bc\u202ed\u2066e\ud800f\ufffeg')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg')
    expect(harmless('می\u200cخواهم 𝕏 क्\u200dष')).toBe('می\u200cخواهم 𝕏 क्\u200dष')
  })
})

describe('svgText', () => {
  const { document } = parseHTML('<html><body></body></html>')
  const create = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name)

  it('writes elements, attributes and text; not styles', () => {
    const group = create('g')
    group.setAttribute('data-name', '"<&')
    group.setAttribute('style', 'color: red')
    const path = create('path')
    path.setAttribute('d', 'M1.23456,-0.0001L1e-7,2')
    const text = create('text')
    text.textContent = '<b>'
    group.append(create('style'), path, text, create('clipPath'))
    expect(svgText(group as unknown as DrawnNode)).toBe(
      '<g data-name="&quot;&lt;&amp;"><path d="M1.23,0L1e-7,2"/><text>&lt;b&gt;</text><clipPath/></g>',
    )
  })
})

describe('standaloneSvg', () => {
  it('has its title, its style sheet and a light colour in every attribute', () => {
    const svg = standaloneSvg({ title: 'a < b', description: '"d"', width: 300, height: 200, content: '<g/>' })
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /)
    expect(svg).toContain('<title>a &lt; b</title><desc>&quot;d&quot;</desc>')
    expect(svg).toContain('prefers-color-scheme:dark')
    expect(svg).toContain('<rect width="300" height="200" fill="#ffffff"/>')
  })
})
