import { Hierarchy } from '../kernel/hierarchy/hierarchy.js'
import { contractionOrder } from '../kernel/ordering/contraction-order.js'
import { type ReversedTopology, reversed } from '../kernel/reverse.js'
import type { CompiledNetwork, Terminal } from './compile.js'

/**
 * What a triangle of the hierarchy takes when it is customised to three criteria, over what a vertex or an arc takes in a
 * search: measured 2.5 on the shipped network and 5.5 on the roads of New York.
 */
const TRIANGLE_OVER_ARC = 2

/**
 * What is made of the topology alone, whatever the weights: worked out when it is first needed, and shared by all routers
 * on one topology (a network and the same network under scenarios).
 */
export class Skeleton {
  readonly #compiled: CompiledNetwork
  #order: Uint32Array | undefined
  #hierarchy: Hierarchy | undefined
  #reversed: ReversedTopology | undefined

  /** @param order the contraction order, rank to vertex, if it is known */
  constructor(compiled: CompiledNetwork, order: Uint32Array | undefined) {
    this.#compiled = compiled
    this.#order = order
  }

  /** The contraction order, rank to vertex. */
  get order(): Uint32Array {
    this.#order ??= contractionOrder(this.#compiled.topology, unitSphere(this.#compiled))
    return this.#order
  }

  /** The order as far as it is known. */
  get knownOrder(): Uint32Array | undefined {
    return this.#order
  }

  get hierarchy(): Hierarchy {
    this.#hierarchy ??= new Hierarchy(this.#compiled.topology, this.order)
    return this.#hierarchy
  }

  /**
   * How many searches cost as much as customising the hierarchy to one set of weights: a dozen on roads, hundreds where sea
   * lanes and transfers knot a small network tightly. Makes the hierarchy, which is cheap once there is an order.
   */
  get searchesPerCustomisation(): number {
    const { vertexCount, arcCount } = this.#compiled.topology
    return (TRIANGLE_OVER_ARC * this.hierarchy.triangleCount) / Math.max(1, vertexCount + arcCount)
  }

  /** The topology turned round. */
  get reversed(): ReversedTopology {
    this.#reversed ??= reversed(this.#compiled.topology)
    return this.#reversed
  }
}

/** The terminals as points of the unit sphere, on which the antimeridian is no seam: columns x, y and z. */
function unitSphere({ terminals, nodes }: CompiledNetwork): Float64Array[] {
  const columns = [
    new Float64Array(terminals.length),
    new Float64Array(terminals.length),
    new Float64Array(terminals.length),
  ]
  const [x, y, z] = columns as [Float64Array, Float64Array, Float64Array]
  terminals.forEach(({ node }: Terminal, v) => {
    const { x_coord = Number.NaN, y_coord = Number.NaN } = nodes.at(node) ?? {}
    const longitude = (x_coord * Math.PI) / 180
    const latitude = (y_coord * Math.PI) / 180
    x[v] = Math.cos(latitude) * Math.cos(longitude)
    y[v] = Math.cos(latitude) * Math.sin(longitude)
    z[v] = Math.sin(latitude)
  })
  return columns
}
