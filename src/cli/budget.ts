import { type Command, Option } from 'commander'
import type { Budget } from '../routing/frontier.js'
import { HOURS_PER_DAY } from '../units/units.js'
import { amount } from './options.js'

export interface BudgetOptions {
  readonly withinDays?: number
  readonly withinUsd?: number
  readonly withinKg?: number
}

/** Adds the options that ask for the best route within a budget. */
export function withBudgetOptions(command: Command): Command {
  const budget = (flags: string, meaning: string) => new Option(flags, meaning).argParser(amount).conflicts('via')
  return command
    .addOption(budget('--within-days <n>', 'only routes that take at most so many days'))
    .addOption(budget('--within-usd <n>', 'only routes that cost at most so many USD'))
    .addOption(budget('--within-kg <n>', 'only routes with at most so many kg CO2e'))
}

/** The budget that the options ask for, if any. */
export function budgetFrom({ withinDays, withinUsd, withinKg }: BudgetOptions): Budget | undefined {
  const budget: Budget = {
    ...(withinDays === undefined ? {} : { time_h: withinDays * HOURS_PER_DAY }),
    ...(withinUsd === undefined ? {} : { cost_usd: withinUsd }),
    ...(withinKg === undefined ? {} : { co2e_kg: withinKg }),
  }
  return Object.keys(budget).length === 0 ? undefined : budget
}
