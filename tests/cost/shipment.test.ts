import { describe, expect, it } from 'vitest'
import { checkedShipment, DEFAULT_SHIPMENT, type Shipment } from '../../src/cost/shipment.js'
import { UsageError } from '../../src/issue/errors.js'

describe('checkedShipment', () => {
  it('gives back what is sound', () => {
    const shipment = { teu: 0, tonnes: 0.5, value_usd: 0, axle_load_t: 22.5 }
    expect(checkedShipment(shipment)).toEqual(shipment)
  })

  it('takes an axle load that is not given', () => {
    expect(checkedShipment(DEFAULT_SHIPMENT)).toEqual({ teu: 2, tonnes: 20, value_usd: 50_000 })
  })

  it.each([
    ['teu', -1],
    ['teu', Number.NaN],
    ['tonnes', Number.POSITIVE_INFINITY],
    ['value_usd', undefined],
    ['value_usd', '5'],
    ['axle_load_t', -0.1],
  ])('refuses %s = %s by name', (field, value) => {
    const shipment = { ...DEFAULT_SHIPMENT, [field]: value } as Shipment
    expect(() => checkedShipment(shipment)).toThrow(
      new UsageError(`Shipment ${field} is ${String(value)}; expected a number of at least 0.`),
    )
  })

  it('refuses a misspelt field', () => {
    const shipment = { ...DEFAULT_SHIPMENT, tons: 3 } as Shipment
    expect(() => checkedShipment(shipment)).toThrow(
      'Unknown shipment field "tons"; expected teu, tonnes, value_usd, volume_m3, mwh, axle_load_t, needs.',
    )
  })

  it('refuses a shipment without its required fields', () => {
    expect(() => checkedShipment({ teu: 1, tonnes: 1 } as Shipment)).toThrow('Shipment value_usd is undefined')
  })

  it('cannot change the default', () => {
    expect(Object.isFrozen(DEFAULT_SHIPMENT)).toBe(true)
  })
})
