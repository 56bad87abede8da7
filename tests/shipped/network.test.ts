import { distance } from '@turf/turf'
import { describe, expect, it } from 'vitest'
import { FREIGHT_MODES, type Mode } from '../../src/ingest/schema.js'
import { loadNetwork } from '../../src/network/load.js'
import { createRouter } from '../../src/routing/router.js'

const { network, issues } = await loadNetwork(undefined, { strict: true })
const router = createRouter(network)
const { graph } = network

describe('the shipped network', () => {
  it('loads without an error and without a missing or ambiguous rule', () => {
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(router.gaps).toEqual([])
  })

  it('has at least 250 nodes and 700 links, on every mode of freight', () => {
    const links = new Map<string, Mode>()
    graph.forEachEdge((_, { link_id, mode }) => {
      links.set(link_id, mode)
    })
    expect(graph.order).toBeGreaterThanOrEqual(250)
    expect(links.size).toBeGreaterThanOrEqual(700)
    expect(FREIGHT_MODES.filter((mode) => ![...links.values()].includes(mode))).toEqual([])
  })

  it('names a source for every link, every node and every rule', () => {
    expect(graph.filterEdges((_, { source }) => source === undefined)).toEqual([])
    expect(graph.filterNodes((_, { source }) => source === undefined)).toEqual([])
    const rules = Object.values(network.rules).flatMap((rows) => rows.filter((row) => row.source === undefined))
    expect(rules.map(({ file, row }) => `${file}, row ${row}`)).toEqual([])
  })

  it('has populations of places, with their source, and counts no city twice', () => {
    const places = graph
      .mapNodes((id, { population, country, source, x_coord, y_coord }) => ({
        id,
        population,
        country,
        source,
        at: [x_coord, y_coord],
      }))
      .filter(({ population }) => population !== undefined)
    expect(places.length).toBeGreaterThan(1000)
    for (const { id, population, source } of places) {
      expect([id, Number.isInteger(population), source]).toEqual([id, true, expect.stringContaining('GeoNames')])
      expect(population, id).toBeGreaterThanOrEqual(15_000)
    }
    const twice = places.flatMap((a, i) =>
      places
        .slice(i + 1)
        .filter((b) => a.population === b.population && a.country === b.country && distance(a.at, b.at) < 100)
        .map((b) => `${a.id} and ${b.id}`),
    )
    expect(twice).toEqual([])
    expect(graph.getNodeAttribute('almaty', 'population')).toBeGreaterThan(1_500_000)
    // What lies between the places of the network is nobody's.
    expect(graph.getNodeAttribute('altynkol', 'population')).toBeUndefined()
  })

  it('gives every rail link its gauge', () => {
    expect(graph.filterEdges((_, { mode, gauge_mm }) => mode === 'rail' && gauge_mm === undefined)).toEqual([])
  })

  it('has no two nodes of one country closer than a kilometre', () => {
    const nodes = graph
      .mapNodes((id, { x_coord, y_coord, country }) => ({ id, x: x_coord, y: y_coord, country }))
      .sort((a, b) => a.y - b.y || (a.id < b.id ? -1 : 1))
    const close: string[] = []
    nodes.forEach((a, i) => {
      for (let j = i + 1; j < nodes.length; j++) {
        const b = nodes[j]
        // A hundredth of a degree of latitude is 1.1 km.
        if (b === undefined || b.y - a.y > 0.01) break
        // The two posts of a border may face each other.
        if (a.country !== b.country) continue
        const km = distance([a.x, a.y], [b.x, b.y])
        if (km < 1) close.push(`${a.id} and ${b.id}: ${km.toFixed(2)} km`)
      }
    })
    expect(close).toEqual([])
  })

  it.each([
    ['Zabaikalsk', 1435, 1520],
    ['Dostyk', 1435, 1520],
    ['Zamyn-Uud', 1435, 1520],
    ['Malaszewicze', 1520, 1435],
    ['Irun', 1435, 1668],
    ['Akhalkalaki', 1520, 1435],
  ])('breaks the gauge at or next to %s: %d and %d mm', (name, one, other) => {
    const break_ = router.place(name)
    // The transfer stands at the station itself or at the one over the border.
    const stations = new Set([break_, ...graph.neighbors(break_)])
    const gaugesAt = (id: string) => new Set(graph.edges(id).map((edge) => graph.getEdgeAttribute(edge, 'gauge_mm')))
    const both = [...stations].filter((id) => gaugesAt(id).has(one) && gaugesAt(id).has(other))
    expect(both).not.toEqual([])
    const changes = both.some((id) => {
      const place = { id, attributes: graph.getNodeAttributes(id) }
      const rule = (from: number, to: number) =>
        router.costModel.transferFactors(place, { mode: 'rail', gauge_mm: from }, { mode: 'rail', gauge_mm: to })
      return rule(one, other) !== undefined && rule(other, one) !== undefined
    })
    expect(changes).toBe(true)
  })

  it.each([
    ['New Eurasian Land Bridge', "Lianyungang, Zhengzhou, Xi'an, Lanzhou, Urumqi, Alashankou, Khorgos, Dostyk, Brest"],
    [
      'China-Mongolia-Russia',
      'Beijing, Tianjin, Erenhot, Zamyn-Uud, Ulaanbaatar, Ulan-Ude, Manzhouli, Zabaikalsk, Irkutsk',
    ],
    [
      'China-Central Asia-West Asia',
      'Almaty, Tashkent, Samarkand, Bukhara, Ashgabat, Mashhad, Tehran, Ankara, Istanbul',
    ],
    ['China-Indochina Peninsula', 'Kunming, Nanning, Mohan, Boten, Vientiane, Bangkok, Kuala Lumpur, Singapore, Hanoi'],
    ['China-Pakistan', 'Kashgar, Khunjerab, Sost, Gilgit, Islamabad, Lahore, Karachi, Gwadar'],
    ['Bangladesh-China-India-Myanmar', 'Ruili, Mandalay, Dhaka, Chittagong, Kolkata'],
    ['the Middle Corridor', 'Aktau, Kuryk, Alat, Baku, Tbilisi, Poti, Batumi, Kars, Mersin, Constanta'],
    ['the Chinese ends', 'Chongqing, Chengdu, Wuhan, Yiwu, Shanghai, Ningbo, Shenzhen, Guangzhou, Qingdao'],
    [
      'the European ends',
      'Duisburg, Hamburg, Lodz, Warsaw, Malaszewicze, Madrid, London, Rotterdam, Antwerp, Piraeus, Budapest, Milan',
    ],
  ])('knows the places of %s', (_, names) => {
    for (const name of names.split(', ')) expect(() => router.place(name), name).not.toThrow()
  })

  it('finds Łódź without its diacritics', () => {
    expect(router.place('lodz')).toBe(router.place('Łódź'))
    expect(graph.getNodeAttributes(router.place('lodz'))).toMatchObject({ name: 'Łódź', country: 'PL' })
  })
})
