/**
 * Functions that run in the page. As text, because the types of a document are not among those of the library and its
 * tests; each is an expression that gives plain data.
 */

/** Every text with its colour, the colour behind it, and the contrast of the two (WCAG 2.2). Drawings are on paper. */
export const TEXT_CONTRASTS = `(() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number)
  const luminance = ([r, g, b]) => [r, g, b]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0)
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (high + 0.05) / (low + 0.05)
  }
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = rgb(getComputedStyle(e).backgroundColor)
      if (color.length === 3 || color[3] === 1) return color
    }
    return [255, 255, 255]
  }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    if (walker.currentNode.data.trim() === '' || element.closest('title, style') || !element.checkVisibility()) continue
    const style = getComputedStyle(element)
    const isDrawn = element.closest('svg') !== null
    const color = rgb(isDrawn ? style.fill : style.color)
    found.push({ text: walker.currentNode.data.slice(0, 40), isDrawn, contrast: contrast(color, behind(element)) })
  }
  return found
})()`

/** Of each figure, the drawings shown. */
export const SHOWN_DRAWINGS = `[...document.querySelectorAll('figure')].map((figure) =>
  [...figure.querySelectorAll('svg')].filter((svg) => svg.checkVisibility()).map((svg) => svg.classList[1]))`

/** The texts of the drawings shown: how large they are on the screen, and whether they leave their drawing. */
export const DRAWN_TEXTS = `[...document.querySelectorAll('figure svg')].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
  const frame = svg.getBoundingClientRect()
  const scale = frame.width / svg.viewBox.baseVal.width
  return [...svg.querySelectorAll('text')].map((text) => {
    const box = text.getBoundingClientRect()
    return {
      text: text.textContent,
      pixels: parseFloat(getComputedStyle(text).fontSize) * scale,
      beyond: Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom, 0),
    }
  })
})`

/** Pairs of texts of one drawing that cover each other by more than a fifth of the smaller one. */
export const COVERED_TEXTS = `[...document.querySelectorAll('figure svg')].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
  const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()])
  return boxes.flatMap(([a, one], i) => boxes.slice(0, i).flatMap(([b, other]) => {
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
    const least = Math.min(one.width * one.height, other.width * other.height)
    return width > 0 && height > 0 && width * height > 0.2 * least ? [a + ' | ' + b] : []
  }))
})`

/** What has the focus, in a word. */
export const FOCUSED = `(() => {
  const e = document.activeElement
  if (e.matches('.skip')) return 'skip'
  if (e.matches('nav a')) return 'nav'
  if (e.matches('.scroll')) return 'region'
  if (e.matches('summary')) return 'summary'
  return e === document.body ? 'end' : e.localName
})()`
