import type { D3Geo, MapView } from './map-view.js'

/** Pixels: what is nearer to the point before it, or smaller in all, is not drawn. */
const LEAST_STEP = 0.7
const LEAST_AREA = 1.6
/** Land is drawn so far beyond the frame, so that its coast is not seen to end there. */
const BLEED = 4

/** The land of a view as path data, thinned to what its size can show. */
export async function landPath(d3: D3Geo, { projection, width, height }: MapView): Promise<string> {
  const [{ feature }, { default: topology }] = await Promise.all([import('topojson-client'), import('./land.js')])
  const world = feature(topology, topology.objects.land)
  projection.clipExtent([
    [-BLEED, -BLEED],
    [width + BLEED, height + BLEED],
  ])
  const thin = new ThinPath()
  const draw = d3.geoPath(projection, thin as never)
  const measure = d3.geoPath(projection)
  for (const { geometry } of world.features) {
    const polygons =
      geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : geometry.type === 'Polygon'
          ? [geometry.coordinates]
          : []
    for (const coordinates of polygons) {
      const polygon = { type: 'Polygon', coordinates } as const
      if (measure.area(polygon) >= LEAST_AREA) draw(polygon)
    }
  }
  projection.clipExtent(null)
  return thin.text()
}

/** What d3-geo draws on: relative moves in tenths of a pixel, without steps too small to see. */
class ThinPath {
  #text: string[] = []
  #ring: [number, number][] = []

  moveTo(x: number, y: number): void {
    this.#ring = [[Math.round(x * 10), Math.round(y * 10)]]
  }

  lineTo(x: number, y: number): void {
    const last = this.#ring[this.#ring.length - 1] as [number, number]
    const next: [number, number] = [Math.round(x * 10), Math.round(y * 10)]
    if (Math.hypot(next[0] - last[0], next[1] - last[1]) >= LEAST_STEP * 10) this.#ring.push(next)
  }

  closePath(): void {
    if (this.#ring.length < 3) return
    let [x0, y0] = this.#ring[0] as [number, number]
    let text = `M${x0 / 10},${y0 / 10}l`
    for (const [x, y] of this.#ring.slice(1)) {
      text += `${number(x - x0)},${number(y - y0)} `
      x0 = x
      y0 = y
    }
    this.#text.push(`${text.trimEnd()}z`)
  }

  arc(): void {}

  text(): string {
    return this.#text.join('')
  }
}

function number(tenths: number): string {
  return String(tenths / 10).replace(/^(-?)0\./, '$1.')
}
