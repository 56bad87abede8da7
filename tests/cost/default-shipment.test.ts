import { expect, it } from 'vitest'
import { defaultShipment } from '../../src/cost/default-shipment.js'
import { checkedShipment, DEFAULT_SHIPMENT } from '../../src/cost/shipment.js'

it('defaultShipment is a container, and for lines of energy alone a thousand MWh or tonnes', () => {
  for (const modes of [[], ['rail'], ['rail', 'gas'], ['fibre'], ['gas', 'fibre']]) {
    expect(defaultShipment(modes)).toBe(DEFAULT_SHIPMENT)
  }
  const nothing = { teu: 0, tonnes: 0, value_usd: 0 }
  expect(defaultShipment(['gas'])).toEqual({ ...nothing, mwh: 1000 })
  expect(defaultShipment(['power', 'gas'])).toEqual({ ...nothing, mwh: 1000 })
  expect(defaultShipment(['oil'])).toEqual({ ...nothing, tonnes: 1000 })
  expect(checkedShipment(defaultShipment(['oil', 'gas']))).toEqual({ ...nothing, tonnes: 1000, mwh: 1000 })
})
