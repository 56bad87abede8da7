import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AMBIGUOUS, type RuleKey, RuleTable } from '../../src/cost/rule-table.js'

type Scope = readonly (string | undefined)[]

function tableOf(keys: readonly RuleKey[], scopes: readonly Scope[]): RuleTable<Scope> {
  const table = new RuleTable<Scope>(keys)
  for (const scope of scopes) table.add(scope, scope)
  return table
}

const any = undefined

describe('RuleTable', () => {
  const keys = [{ level: 1 }, { level: 0 }, { level: 0 }]

  it('gives undefined where no rule matches', () => {
    expect(new RuleTable(keys).match(['a', 'b', 'c'])).toBeUndefined()
    expect(tableOf(keys, [['a', any, any]]).match(['b', any, any])).toBeUndefined()
  })

  it('matches "any" with everything, absent values included', () => {
    const table = tableOf(keys, [[any, any, any]])
    expect(table.match(['a', 'b', 'c'])).toEqual([any, any, any])
    expect(table.match([any, any, any])).toEqual([any, any, any])
  })

  it('matches an absent value of the subject with "any" only', () => {
    expect(tableOf(keys, [['a', any, any]]).match([any, 'b', 'c'])).toBeUndefined()
  })

  it('prefers the rule that fixes more columns of a level', () => {
    const table = tableOf(keys, [
      [any, 'b', any],
      [any, 'b', 'c'],
    ])
    expect(table.match(['a', 'b', 'c'])).toEqual([any, 'b', 'c'])
    expect(table.match(['a', 'b', 'x'])).toEqual([any, 'b', any])
  })

  it('prefers one column of a higher level to all of a lower one', () => {
    const table = tableOf(keys, [
      [any, 'b', 'c'],
      ['a', any, any],
    ])
    expect(table.match(['a', 'b', 'c'])).toEqual(['a', any, any])
  })

  it('reports two equally specific rules, of one pattern or of two', () => {
    const same = new RuleTable<string>(keys)
    same.add(['a', any, any], 'first')
    same.add(['a', any, any], 'second')
    expect(same.match(['a', 'b', 'c'])).toBe(AMBIGUOUS)
    const crossed = tableOf(keys, [
      [any, 'b', any],
      [any, any, 'c'],
    ])
    expect(crossed.match(['a', 'b', 'c'])).toBe(AMBIGUOUS)
    expect(crossed.match(['a', 'b', 'x'])).toEqual([any, 'b', any])
  })

  it('decides an ambiguity by a rule that is more specific than both', () => {
    const table = tableOf(keys, [
      [any, 'b', any],
      [any, any, 'c'],
      [any, 'b', 'c'],
    ])
    expect(table.match(['a', 'b', 'c'])).toEqual([any, 'b', 'c'])
  })

  it('takes the same rule under two scopes for one rule', () => {
    const table = new RuleTable<string>(keys)
    table.add([any, 'b', any], 'rule')
    table.add([any, any, 'c'], 'rule')
    expect(table.match(['a', 'b', 'c'])).toBe('rule')
  })

  it('keeps values apart that a joined key could confuse', () => {
    const table = tableOf(keys, [[any, 'b,c', any]])
    expect(table.match([any, 'b', 'c'])).toBeUndefined()
  })

  const word = fc.constantFrom('p', 'q')
  const cell = fc.option(word, { nil: undefined })
  const levels = fc.array(fc.nat({ max: 2 }), { minLength: 4, maxLength: 4 })
  const scopes = fc.uniqueArray(fc.tuple(cell, cell, cell, cell), {
    minLength: 4,
    maxLength: 14,
    selector: (s) => JSON.stringify(s),
  })
  const subject = fc.tuple(cell, cell, cell, cell)

  it('agrees with comparing all rules one by one', () => {
    let matched = 0
    fc.assert(
      fc.property(levels, scopes, subject, (level, rules, asked) => {
        const keysOfRun = level.map((value) => ({ level: value }))
        const expected = mostSpecific(keysOfRun, rules, asked)
        if (expected !== undefined) matched++
        expect(tableOf(keysOfRun, rules).match(asked)).toBe(expected)
      }),
      { numRuns: 400 },
    )
    expect(matched).toBeGreaterThan(60)
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        levels,
        scopes.chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length }))),
        subject,
        (level, [rules, shuffled], asked) => {
          const keysOfRun = level.map((value) => ({ level: value }))
          expect(tableOf(keysOfRun, shuffled).match(asked)).toBe(tableOf(keysOfRun, rules).match(asked))
        },
      ),
      { numRuns: 200 },
    )
  })
})

/** The definition: more fixed columns at the highest level in which two rules differ. */
function mostSpecific(
  keys: readonly RuleKey[],
  rules: readonly Scope[],
  subject: Scope,
): Scope | typeof AMBIGUOUS | undefined {
  const matching = rules.filter((scope) => scope.every((value, i) => value === undefined || value === subject[i]))
  const fixedAt = (scope: Scope, level: number): number =>
    scope.filter((value, i) => value !== undefined && keys[i]?.level === level).length
  const compare = (a: Scope, b: Scope): number => {
    for (const level of [2, 1, 0]) {
      const difference = fixedAt(b, level) - fixedAt(a, level)
      if (difference !== 0) return difference
    }
    return 0
  }
  const [best, second] = matching.sort(compare)
  if (best === undefined || second === undefined || compare(best, second) !== 0) return best
  return AMBIGUOUS
}
