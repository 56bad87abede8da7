import { parseString } from 'fast-csv'
import { describe, expect, it } from 'vitest'
import { compareCorridors } from '../../src/corridor/compare.js'
import { compareCsv } from '../../src/report/compare-csv.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))
const WAYS = ['rail', 'road', 'sea', 'air'].map((mode) => ({
  id: mode,
  name: mode.toUpperCase(),
  via: [],
  constraints: { modes: [mode] },
}))
const COMPARISON = compareCorridors(ROUTER, { from: 'aton', to: 'lodz', shipment: ONE_TEU, corridors: WAYS })

/** The lines as objects, read by another program. */
async function readBack(csv: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = []
  for await (const row of parseString(csv, { headers: true })) rows.push(row)
  return rows
}

describe('compareCsv', () => {
  it('is a line for each corridor, with blanks for what is not known', () => {
    expect(compareCsv(COMPARISON).split('\n')).toEqual([
      'corridor_id,name,status,time_h,cost_usd,co2e_kg,length_km,generalised_usd,moving_h,border_h,transfer_h,waiting_h,borders,gauge_breaks,transfers,rail_km,road_km,sea_km,waterway_km,air_km,tfi1_h,tfi2_usd,tfi3_usd_per_500km_20t,swod_kmh,swd_kmh,rank_time,rank_cost,rank_carbon,rank_generalised,dominated,reason',
      'rail,RAIL,ok,105,2285,207,2000,3335,40,48,17,0,2,1,1,2000,0,0,0,0,24,100,1142.5,50,19.047619047619047,2,2,2,1,false,',
      'road,ROAD,ok,52,6120,1502,3000,6640,30,20,2,0,2,0,0,0,3000,0,0,0,10,50,2040,100,57.69230769230769,1,3,3,3,false,',
      'sea,SEA,ok,168,1880,188,3600,3560,144,0,24,0,0,0,0,0,0,3600,0,0,,,522.2222222222222,25,21.428571428571427,3,1,1,2,false,',
      'air,AIR,no-route,,,,,,,,,,,,,,,,,,,,,,,,,,,,No route from Aton to Łódź: dropping modes air would open one.',
    ])
  })

  it('gives numbers unrounded, as another reader finds them', async () => {
    const rows = await readBack(compareCsv(COMPARISON))
    COMPARISON.corridors.forEach((corridor, i) => {
      const row = rows[i] ?? {}
      expect([row.corridor_id, row.name, row.status]).toEqual([corridor.id, corridor.name, corridor.status])
      if (corridor.status === 'no-route') {
        expect(row.reason).toBe(corridor.reason)
        return
      }
      expect(Number(row.time_h)).toBe(corridor.totals.time_h)
      expect(Number(row.swd_kmh)).toBe(corridor.indicators.swd_kmh)
      expect(Number(row.tfi3_usd_per_500km_20t)).toBe(corridor.indicators.tfi3_usd_per_500km_20t)
      expect(row.dominated).toBe(String(corridor.dominated))
    })
  })

  it('lets no name be a formula, a cell of its own or a line of its own, and leaves numbers numbers', async () => {
    const [first] = COMPARISON.corridors
    if (first?.status !== 'ok') throw new Error('expected an open corridor')
    const forged = {
      ...first,
      id: '=cmd|"/c calc"!A0',
      name: '<script>alert("1"),\n2</script>',
      totals: { ...first.totals, time_h: -1 },
    }
    const csv = compareCsv({ ...COMPARISON, corridors: [forged, { ...forged, name: '@SUM(A1)' }] })
    expect(csv.split('\n')).toHaveLength(3)
    const [row, other] = await readBack(csv)
    expect(row?.corridor_id).toBe(`'=cmd|"/c calc"!A0`)
    expect(row?.name).toBe('<script>alert("1"),\uFFFD2</script>')
    expect(other?.name).toBe("'@SUM(A1)")
    expect(row?.time_h).toBe('-1')
  })
})
