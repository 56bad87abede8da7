/** Told apart from its half a megabyte of numbers, which the compiler would otherwise read one by one. */
declare module 'world-atlas/land-50m.json' {
  import type { GeometryCollection, Topology } from 'topojson-specification'

  const land: Topology<{ land: GeometryCollection }>
  export default land
}
