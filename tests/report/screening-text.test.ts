import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import type { Screening } from '../../src/corridor/screening/screen-link.js'
import { screeningText } from '../../src/report/screening-text.js'

const SCREENING: Screening = {
  length_km: 444.4,
  near_km: 10,
  mode: 'rail',
  checked: 1200,
  areas: [
    {
      area_id: 'p',
      name: 'The\u001b park',
      kind: 'protected',
      source: undefined,
      touch: 'inside',
      inside_km: 12.34,
      buffer_km: 1,
      distance_km: 0,
    },
  ],
  hazards: [
    {
      hazard_id: 'h',
      name: 'Snow',
      kind: 'ice',
      yearly_probability: 0.022,
      closures: 1.5,
      closure_days: 3,
      closed_share: 0.0002,
      source: undefined,
      touch: 'near',
      inside_km: 0,
      distance_km: 4.44,
    },
  ],
}

describe('screeningText', () => {
  it('prints areas and hazards, and what was looked at', () => {
    expect(screeningText(SCREENING, 'A to B', 80).split('\n')).toEqual([
      'A to B, 444 km: 1 of 1,200 areas and 1 hazard within 10 km',
      '',
      'area       kind       touch   km in  buffer  nearest',
      'The� park  protected  inside   12.3     1.0      0.0',
      '',
      'hazard  kind  touch  % a year     days  nearest',
      'Snow    ice   near        2.2  1.5 x 3      4.4',
      '',
      'A first look: only the areas given and the hazards of the network are seen, of',
      'hazards only those of rail.',
    ])
    const none = { ...SCREENING, areas: [], hazards: [], mode: undefined, checked: 1 }
    expect(screeningText(none, 'A', 100).split('\n')).toEqual([
      'A, 444 km: 0 of 1 area and 0 hazards within 10 km',
      '',
      'A first look: only the areas given and the hazards of the network are seen.',
    ])
    for (const line of screeningText(SCREENING, 'A', 40).split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40)
  })
})
