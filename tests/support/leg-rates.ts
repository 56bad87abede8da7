import fc from 'fast-check'
import { type NetworkSpec, type Question, question, type Row } from './random-network.js'

const chance = (percent: number): fc.Arbitrary<boolean> => fc.nat({ max: 99 }).map((n) => n < percent)
const maybe = <T>(percent: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: percent, arbitrary: value }, { weight: 100 - percent, arbitrary: fc.constant(undefined) })

/** One to three bands up to 300 km; as text. */
function bandTexts(most: number, rises: boolean): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 2 }),
      fc.array(fc.nat({ max: most }), { minLength: 3, maxLength: 3 }),
    )
    .map(([ends, amounts]) => {
      const km = ends.sort((a, b) => a - b)
      const list = amounts.slice(0, km.length + 1)
      if (rises) list.sort((a, b) => a - b)
      return list.map((amount, i) => `${km[i] ?? ''}:${amount / 4}`).join('|')
    })
}

const legParts: fc.Arbitrary<Row> = fc.record({
  per_leg: maybe(40, fc.nat({ max: 200 })),
  minimum_per_leg: maybe(50, fc.oneof(fc.nat({ max: 900 }), fc.nat({ max: 4000 }))),
  bands_per_teu_km: maybe(35, bandTexts(12, false)),
  bands_per_teu: maybe(35, bandTexts(900, true)),
})

/** Rates with leg parts in about two of three rows, and one more row for lines of class "fast". */
function withLegRates(spec: NetworkSpec): fc.Arbitrary<NetworkSpec> {
  const fast: Row = { mode: 'rail', facility_type: 'fast', usd_per_teu_km: 1 }
  return fc
    .array(fc.tuple(chance(65), legParts), { minLength: spec.rate.length + 1, maxLength: spec.rate.length + 1 })
    .map((parts) => ({
      ...spec,
      rate: [...spec.rate, fast].map((row, i) => (parts[i]?.[0] === true ? { ...row, ...parts[i]?.[1] } : row)),
    }))
}

/** A random network whose rates price whole legs, with a question about money. */
export function legQuestion(maxNodes = 4): fc.Arbitrary<Question> {
  return question(maxNodes).chain(({ spec, query }) =>
    fc.record({
      spec: withLegRates(spec),
      query: fc.constantFrom('cheapest', 'generalised').map((objective) => ({ ...query, objective })),
    }),
  )
}
