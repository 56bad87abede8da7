import { escaped } from '../drawing/svg.js'

/** What may be wider than the page: it scrolls by itself, by keyboard too. */
export function scrollRegion(name: string, body: string): string {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(name)}">${body}</div>`
}
