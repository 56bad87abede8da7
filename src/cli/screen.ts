import { type Command, InvalidArgumentError } from 'commander'
import { lineFromGeoJson, type ProposedLink } from '../corridor/screening/proposed-line.js'
import { DEFAULT_NEAR_KM, screenLink } from '../corridor/screening/screen-link.js'
import { UsageError } from '../issue/errors.js'
import { toJson } from '../report/json.js'
import { printable } from '../report/route-text.js'
import { screeningText } from '../report/screening-text.js'
import type { LonLat } from '../routing/nearest.js'
import { readAreas } from './areas-file.js'
import { amount, type NetworkOptions, texts, withNetworkOptions } from './options.js'
import { readJson } from './scenario-file.js'
import type { Setting } from './setting.js'

interface ScreenOptions extends NetworkOptions {
  readonly areas: string[]
  readonly from?: string
  readonly to?: string
  readonly by?: LonLat[]
  readonly link?: string
  readonly kind?: string
  readonly mode?: string
  readonly nearKm: number
  readonly scenario?: string[]
}

export function addScreen(program: Command, { io, routerFor }: Setting): void {
  withNetworkOptions(
    program
      .command('screen [file]')
      .summary('protected areas and hazards on the way of a link that may be built')
      .description(
        'protected areas and hazards on the way of a link that may be built: a line of GeoJSON, --from and --to, or a --link of the network',
      ),
  )
    .requiredOption('--areas <file>', 'areas to keep out of: CSV or GeoJSON; may be repeated', texts)
    .option('--from <place>', 'the place where it begins')
    .option('--to <place>', 'the place where it ends')
    .option('--by <lon,lat>', 'a position on the way, as 75.4,40.5; may be repeated', position)
    .option('--link <id>', 'a link of the network, planned ones too')
    .option('--mode <name>', 'only hazards that stop this mode')
    .option('--near-km <n>', 'flag what is as near as this', amount, DEFAULT_NEAR_KM)
    .option('--kind <word>', 'kind of the areas of a GeoJSON file that have none')
    .option('--scenario <file>', 'on the network as a scenario (JSON) changes it; may be repeated', texts)
    .option('--lenient', 'go on although rows of the network are in error')
    .action(async (file: string | undefined, options: ScreenOptions) => {
      const proposed = await proposedFrom(file, options)
      const areas = []
      for (const path of options.areas) {
        const note = ({ message }: { readonly message: string }) => io.err(`landbridge: ${printable(message)}\n`)
        areas.push(...(await readAreas(path, options.kind, note)))
      }
      const { mode, nearKm, ...others } = options
      const screening = screenLink(await routerFor(others), {
        ...proposed,
        areas,
        nearKm,
        ...(mode === undefined ? {} : { mode }),
      })
      const title = file ?? options.link ?? `${options.from} to ${options.to}`
      io.out(`${options.json === true ? toJson(screening) : screeningText(screening, title, io.width)}\n`)
    })
}

async function proposedFrom(file: string | undefined, { from, to, by, link }: ScreenOptions): Promise<ProposedLink> {
  if (file !== undefined && (from !== undefined || to !== undefined || link !== undefined)) {
    throw new UsageError('Give a file, or --from and --to, or --link.')
  }
  return {
    ...(file === undefined ? {} : { coordinates: lineFromGeoJson(await readJson(file)) }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(by === undefined ? {} : { by }),
    ...(link === undefined ? {} : { link }),
  }
}

/** The range is checked where it is used. */
function position(value: string, earlier: LonLat[] | undefined): LonLat[] {
  const numbers = value.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  const [longitude, latitude] = numbers
  if (numbers.length !== 2 || longitude === undefined || latitude === undefined || numbers.some(Number.isNaN)) {
    throw new InvalidArgumentError('Expected longitude and latitude, as 75.4,40.5.')
  }
  return [...(earlier ?? []), [longitude, latitude]]
}
