/** ISO 3166-1 alpha-3 to alpha-2, for the countries of the rail data. Kosovo has no code of its own in ISO 3166-1. */
const PAIRS =
  'AFG:AF ALB:AL ARM:AM AUT:AT AZE:AZ BEL:BE BGD:BD BGR:BG BIH:BA BLR:BY BRN:BN CHE:CH CHN:CN CZE:CZ DEU:DE DNK:DK ' +
  'DZA:DZ EGY:EG ERI:ER ESP:ES EST:EE FIN:FI FRA:FR GBR:GB GEO:GE GRC:GR HKG:HK HRV:HR HUN:HU IDN:ID IND:IN IRL:IE ' +
  'IRN:IR IRQ:IQ ISR:IL ITA:IT JOR:JO JPN:JP KAZ:KZ KGZ:KG KHM:KH KOR:KR LBN:LB LIE:LI LKA:LK LTU:LT LUX:LU LVA:LV ' +
  'MAR:MA MCO:MC MDA:MD MKD:MK MMR:MM MNE:ME MNG:MN MYS:MY NLD:NL NOR:NO NPL:NP PAK:PK PHL:PH POL:PL PRK:KP PRT:PT ' +
  'PSE:PS ROU:RO RUS:RU SAU:SA SDN:SD SGP:SG SRB:RS SVK:SK SVN:SI SWE:SE SYR:SY THA:TH TJK:TJ TKM:TM TUN:TN TUR:TR ' +
  'TWN:TW UKR:UA UZB:UZ VNM:VN XKX:XK'

const ALPHA_2 = new Map(PAIRS.split(' ').map((pair) => pair.split(':') as [string, string]))

/**
 * The two-letter code; blank where the three letters are.
 *
 * @throws Error for a country that is not in the list
 */
export function alpha2(alpha3: string): string {
  if (alpha3 === '') return ''
  const code = ALPHA_2.get(alpha3)
  if (code === undefined) throw new Error(`"${alpha3}" is no country of the list in iso-countries.ts`)
  return code
}
