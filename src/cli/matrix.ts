import { type Command, Option } from 'commander'
import { toJson } from '../report/json.js'
import { matrixToCsv } from '../report/matrix-csv.js'
import { matrixText } from '../report/matrix-text.js'
import { type QueryOptions, shipmentFrom, withQueryOptions, words } from './options.js'
import { EXIT, namesOf, type Setting } from './setting.js'

interface MatrixOptions extends QueryOptions {
  readonly from: string[]
  readonly to: string[]
  readonly components?: boolean
  readonly csv?: boolean
}

export function addMatrix(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(program.command('matrix').description('the best routes of all pairs of some places'))
    .requiredOption('--from <list>', 'origins', words)
    .requiredOption('--to <list>', 'destinations', words)
    .option('--components', 'hours, USD, kg CO2e and km of every route')
    .addOption(
      new Option('--csv', 'print a line per pair: hours, USD or kg, blank where there is no route').conflicts('json'),
    )
    .action(async (options: MatrixOptions) => {
      const router = await routerFor(options)
      const matrix = router.matrix({
        ...shipmentFrom(options),
        objective: options.objective,
        origins: options.from,
        destinations: options.to,
        components: options.components === true,
      })
      if (options.csv === true) io.out(`${matrixToCsv(matrix)}\n`)
      else io.out(`${options.json === true ? toJson(matrix) : matrixText(matrix, namesOf(router), io.width)}\n`)
      if (matrix.weights.every(Number.isNaN)) exit(EXIT.noRoute)
    })
}
