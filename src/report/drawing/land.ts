/**
 * The land of the Earth at 1:50 million (Natural Earth, public domain, as packed by world-atlas), as TopoJSON. A file of
 * its own, so that it is loaded with the first map and not before.
 */
import land from 'world-atlas/land-50m.json' with { type: 'json' }

export default land
