/**
 * The colours of every drawing, in two schemes. A drawing writes the colour of the light scheme into its attributes, so
 * that a program that knows no style sheets still shows it; the style sheet of {@link paletteCss} then puts a variable
 * in the place of each, which has another value in the dark.
 *
 * The colours of corridors and of modes were found by hill climbing from hues that have everyday names, so that any two
 * stay apart for normal sight and under simulated protanopia, deuteranopia and tritanopia (Machado, Oliveira and
 * Fernandes 2009, doi:10.1109/TVCG.2009.113), and so that each is at 3:1 or more against the paper, the land and the sea
 * (WCAG 2.2, 1.4.11). A test holds them to it. Nothing is told by colour alone: corridors have letters and dashes, stops
 * have shapes, and the parts of a bar have words and an order.
 */

export interface Paint {
  readonly light: string
  readonly dark: string
}

/** Surfaces and text. No two light values are equal, because the style sheet tells the roles apart by them. */
export const PAPER = {
  paper: { light: '#ffffff', dark: '#131920' },
  ink: { light: '#1b2630', dark: '#e7ecf0' },
  quiet: { light: '#52606c', dark: '#a9b4be' },
  rule: { light: '#d9dfe3', dark: '#2c363f' },
  sea: { light: '#eef3f6', dark: '#0d1319' },
  land: { light: '#fdfcf8', dark: '#202932' },
  coast: { light: '#bcc8cf', dark: '#3b4854' },
} as const satisfies Record<string, Paint>

/** Corridors, in the order of the comparison. */
export const CORRIDOR_PAINTS: readonly Paint[] = [
  { light: '#5c85f3', dark: '#bfe0ff' },
  { light: '#067060', dark: '#29d4a7' },
  { light: '#b952aa', dark: '#d095f8' },
  { light: '#013a4f', dark: '#899395' },
  { light: '#b3340a', dark: '#f78d38' },
  { light: '#968c69', dark: '#fcda4d' },
  { light: '#683292', dark: '#a153b1' },
  { light: '#671802', dark: '#c34c35' },
]

/** What the hours, dollars and kilograms of a bar are spent on. */
export const PART_PAINTS = {
  rail: { light: '#838ac6', dark: '#9493d0' },
  road: { light: '#ac874b', dark: '#ac834a' },
  sea: { light: '#217772', dark: '#157e8b' },
  waterway: { light: '#064224', dark: '#98cc99' },
  air: { light: '#5a3b6e', dark: '#e9c0fa' },
  border: { light: '#a83246', dark: '#f0768a' },
  transfer: { light: '#4c5660', dark: '#c3ccd4' },
  waiting: { light: '#7d868e', dark: '#7c8791' },
} as const satisfies Record<string, Paint>

/** Energy and data are not drawn beside freight, so that they can have its colours. */
const UTILITY_PAINTS = {
  gas: PART_PAINTS.rail,
  oil: PART_PAINTS.road,
  power: PART_PAINTS.sea,
  fibre: PART_PAINTS.waterway,
} as const satisfies Record<string, Paint>

export function partPaint(part: keyof typeof PART_PAINTS | keyof typeof UTILITY_PAINTS): Paint {
  return { ...PART_PAINTS, ...UTILITY_PAINTS }[part]
}

export const INK = PAPER.ink.light
export const QUIET = PAPER.quiet.light
export const RULE = PAPER.rule.light
export const BACKGROUND = PAPER.paper.light

/** Every role with the name of its variable. */
export function paints(): readonly (Paint & { readonly name: string })[] {
  return [
    ...Object.entries(PAPER).map(([name, paint]) => ({ name, ...paint })),
    ...CORRIDOR_PAINTS.map((paint, i) => ({ name: `corridor-${i + 1}`, ...paint })),
    ...Object.entries(PART_PAINTS).map(([name, paint]) => ({ name: `part-${name}`, ...paint })),
  ]
}

/**
 * The style sheet of the drawings: the variables `--lb-...` at `root`, and rules that put them in the place of the
 * colours of the light scheme in every element of class `landbridge-drawing`.
 *
 * @param root selector of the element that carries the variables
 */
export function paletteCss(root: string): string {
  const list = paints()
  const variables = (scheme: 'light' | 'dark'): string =>
    list.map((paint) => `--lb-${paint.name}:${paint[scheme]}`).join(';')
  const rules = list.flatMap(({ name, light }) =>
    (['fill', 'stroke', 'color'] as const).map(
      (attribute) => `.landbridge-drawing [${attribute}="${light}"]{${attribute}:var(--lb-${name})}`,
    ),
  )
  return [
    `${root}{color-scheme:light dark;${variables('light')}}`,
    `@media (prefers-color-scheme:dark){${root}{${variables('dark')}}}`,
    ...rules,
    '.landbridge-drawing{color:var(--lb-ink)}',
    '.landbridge-drawing text{white-space:pre}',
  ].join('\n')
}
