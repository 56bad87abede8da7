import { BACKGROUND, paletteCss } from './palette.js'

/** Text as it stands between tags and in quoted attributes of HTML and of SVG. */
export function escaped(text: string): string {
  return harmless(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Text without what XML forbids and without what turns the writing around: control characters, line and paragraph
 * separators, bidirectional controls, lone surrogates. Joiners stay, because Persian and Hindi names need them.
 */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, '\ufffd')
}

/** What is read of a node of a document, be it the one of a browser or the one that stands in for it. */
export interface DrawnNode {
  readonly nodeType: number
  /** As written: `clipPath` keeps its capital. */
  readonly localName?: string
  readonly nodeValue: string | null
  readonly childNodes: ArrayLike<DrawnNode>
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }>
}

const ELEMENT = 1
const TEXT = 3

/**
 * The text of an element and all that is in it, the same from every document: attributes escaped, long decimals cut to
 * hundredths of a pixel, style sheets and inline styles left out (a strict page forbids them).
 */
export function svgText(node: DrawnNode): string {
  if (node.nodeType === TEXT) return escaped(node.nodeValue ?? '')
  const name = node.localName
  if (node.nodeType !== ELEMENT || name === undefined || name === 'style') return ''
  const attributes = Array.from(node.attributes ?? [])
    .filter((attribute) => !DROPPED.has(attribute.name))
    // Documents differ in the order in which they keep them.
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name: key, value }) => ` ${key}="${escaped(NUMERIC.has(key) ? shortened(value) : value)}"`)
  const content = Array.from(node.childNodes).map(svgText).join('')
  return content === '' ? `<${name}${attributes.join('')}/>` : `<${name}${attributes.join('')}>${content}</${name}>`
}

/** What is inside a plot, as a group: the drawing around it is one, and has the size. */
export function plotText(plot: DrawnNode): string {
  return `<g font-size="12" text-anchor="middle">${Array.from(plot.childNodes).map(svgText).join('')}</g>`
}

const DROPPED: ReadonlySet<string> = new Set([
  'style',
  'class',
  'aria-label',
  'aria-description',
  'xmlns',
  'xmlns:xlink',
])
const NUMERIC: ReadonlySet<string> = new Set('d transform x y x1 x2 y1 y2 cx cy r width height points dx dy'.split(' '))

function shortened(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100 + 0))
}

/** A drawing before it is written: what is in it, and what it says to those who do not see it. */
export interface Drawing {
  readonly title: string
  readonly description: string
  readonly width: number
  readonly height: number
  /** Elements of SVG, escaped. */
  readonly content: string
}

const FONT = 'system-ui, -apple-system, &quot;Segoe UI&quot;, Roboto, &quot;Noto Sans&quot;, sans-serif'

/** A drawing as a file of its own: with its style sheet, for both schemes, and on paper. */
export function standaloneSvg(drawing: Drawing): string {
  const { width, height, content } = drawing
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="landbridge-drawing" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="13" fill="currentColor" color="#1b2630">`,
    `<title>${escaped(drawing.title)}</title><desc>${escaped(drawing.description)}</desc>`,
    `<style>${paletteCss('.landbridge-drawing')}</style>`,
    `<rect width="${width}" height="${height}" fill="${BACKGROUND}"/>`,
    content,
    '</svg>\n',
  ].join('\n')
}

/** A drawing as part of a page that has the style sheet. */
export function inlineSvg(drawing: Drawing, className: string): string {
  const { width, height } = drawing
  return `<svg class="landbridge-drawing ${className}" role="img" aria-label="${escaped(`${drawing.title}. ${drawing.description}`)}" viewBox="0 0 ${width} ${height}" font-size="13" fill="currentColor">${drawing.content}</svg>`
}
