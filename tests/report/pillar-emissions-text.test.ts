import { describe, expect, it } from 'vitest'
import type { EmissionsByPillar } from '../../src/corridor/emissions/by-pillar.js'
import { pillarEmissionsText } from '../../src/report/pillar-emissions-text.js'

const EMISSIONS: EmissionsByPillar = {
  pillars: [
    { pillar: 'transport', what: 'fuel', elements: ['tce-2'], tonne_km: 1000.4, co2e_wtw_kg: 60.06, co2e_ttw_kg: 50 },
    { pillar: 'energy', what: 'current', elements: ['tce-2'], tonne_km: 500.4, co2e_wtw_kg: 30.06, co2e_ttw_kg: 0 },
    {
      pillar: 'industry',
      what: 'handling',
      elements: ['tce-1'],
      tonne_km: 0,
      co2e_wtw_kg: 9.93,
      co2e_ttw_kg: undefined,
    },
  ],
  totals: { tonne_km: 1500.8, co2e_wtw_kg: 100.05, co2e_ttw_kg: undefined },
}

describe('pillarEmissionsText', () => {
  it('prints lines that add up, and no sum of what is not known', () => {
    expect(pillarEmissionsText(EMISSIONS, 'A to\u001b B', 60).split('\n')).toEqual([
      'A to� B',
      '',
      'pillar     what       t-km  WTW kg   TTW kg    share',
      'transport  fuel      1,000    60.1     50.0   60.0 %',
      'energy     current     501    30.0      0.0   30.0 %',
      'industry   handling      0    10.0  unknown    9.9 %',
      '---------  --------  -----  ------  -------  -------',
      'total                1,501   100.1  unknown  100.0 %',
    ])
    const none = { pillars: [], totals: { tonne_km: 0, co2e_wtw_kg: 0, co2e_ttw_kg: 0 } }
    expect(pillarEmissionsText(none, 'A', 60)).toBe('A\n\nNothing is moved or handled.')
  })
})
