/**
 * So many paths of least total weight that share nothing that bears a label: arcs and vertices bear labels, and at most one path
 * may use what bears the same one.
 *
 * Where each label is on one arc or one vertex, this is a flow of least cost over unit capacities, with every vertex split in
 * two (Suurballe 1974, doi:10.1002/net.3230040204; Bhandari 1999, Survivable Networks). Where a label is on several, no flow can
 * express it, and even two paths are hard to find (colour-disjoint paths: Yuan, Varma and Jue 2005,
 * doi:10.1109/INFCOM.2005.1497893). So the flow is the relaxation of a branch and bound, best bound first: where two of its paths
 * use members of one label,
 *
 * - one member `e` is banned, or it is held: the one path that may use the label uses `e`. Then no other member on another path
 *   is allowed unless the same path uses it too: it is banned, or held as well;
 * - a held member is a detour for the path that uses it, and the other paths do without the label altogether: the least walk
 *   through all that is held and the least flow of the others are a second bound, which mostly closes the branch;
 * - where all members in conflict are held, the paths that use all of them are enumerated within the bound, and the rest is solved
 *   without their labels. So the search is complete.
 *
 * Exact, unless it ends at its limit of states; then it says so and gives a bound. One state costs as many shortest-path
 * searches as there are paths.
 */
import { LexicographicDijkstra } from '../lexicographic-dijkstra.js'
import { reversed } from '../reverse.js'
import { checkEnds, type FoundPath, type Offsets } from '../search.js'
import { CLOSED, type Metric, type Topology, topologyFromArcs } from '../topology.js'
import { flowPaths } from './flow-paths.js'
import { MinCostFlow } from './min-cost-flow.js'
import type { FlowEnds } from './residual.js'

/** Stands for "no label". */
export const NO_LABEL = -1

/** Relaxations solved before the search gives up, unless told. */
export const DEFAULT_STATES = 5000

/** States whose relaxations are made into solutions, so that there is a good one early. */
const REPAIRED = 100

/** Steps of an enumeration that count as one state: a step looks at the arcs of one vertex. */
const STEPS_PER_STATE = 100

export interface DisjointOptions {
  readonly count: number
  /** Any number of labellings, each a number of at least 0 by arc, or {@link NO_LABEL}. Labels of different ones are different. */
  readonly arcLabels?: readonly Int32Array[]
  /** By vertex. */
  readonly vertexLabels?: Int32Array
  /** Default {@link DEFAULT_STATES}. */
  readonly states?: number
}

export interface DisjointPaths {
  /** Least first; fewer than asked for where there are no more. */
  readonly paths: readonly FoundPath[]
  /** Their sum. */
  readonly weight: number
  /** Whether nothing better was left out: neither as many paths of less weight nor more paths. */
  readonly isExact: boolean
  /** No so many paths weigh less; equal to `weight` where exact. */
  readonly bound: number
  /** Where there are fewer paths than asked for: no more than this many exist. */
  readonly most: number | undefined
}

/** Arcs that may not be used, a list that shares its tail with others. */
interface Banned {
  readonly arcs: readonly number[]
  readonly next: Banned | undefined
}

/** A set of solutions, with its relaxation. */
interface State {
  readonly bound: number
  /** In order of making, so that ties are settled. */
  readonly number: number
  readonly banned: Banned | undefined
  /** Held members by label. */
  readonly held: ReadonlyMap<number, readonly number[]>
  readonly paths: readonly (readonly number[])[]
  /** The first label that two paths use. */
  readonly conflict: number
}

type CostedEnds = FlowEnds & { readonly costs: readonly number[] }

interface Solution {
  readonly weight: number
  /** Paths of arcs of the split topology, with their ends. */
  readonly paths: readonly SplitPath[]
}

interface SplitPath {
  readonly source: number
  readonly target: number
  readonly arcs: readonly number[]
}

/**
 * @param metric weights; closed arcs are not used
 * @param sources with one list of offsets
 * @throws RangeError for a count below 1 and for ends and labels that do not fit the topology
 */
export function disjointPaths(
  topology: Topology,
  metric: Metric,
  sources: Offsets,
  targets: Offsets,
  options: DisjointOptions,
): DisjointPaths {
  const { count } = options
  if (!(Number.isSafeInteger(count) && count >= 1)) {
    throw new RangeError(`count: expected a whole number of at least 1, received ${count}`)
  }
  checkEnds(sources, topology.vertexCount)
  checkEnds(targets, topology.vertexCount)
  return new Search(topology, metric, sources, targets, options).best(count)
}

class Search {
  readonly #split: Topology
  readonly #metric: Metric
  readonly #sources: Offsets
  readonly #targets: Offsets
  readonly #from: CostedEnds
  readonly #to: CostedEnds
  readonly #capacity: Float64Array
  readonly #flow: MinCostFlow
  /** Distances to the targets, negated: with them the searches go straight there. */
  readonly #potential: Float64Array
  /** Labels of a split arc: `labels[firstLabel[a]] .. labels[firstLabel[a + 1] - 1]`. */
  readonly #firstLabel: Uint32Array
  readonly #labels: Uint32Array
  readonly #members: readonly number[][]
  readonly #original: Int32Array
  readonly #dijkstra: LexicographicDijkstra
  /** Least weight to the targets, by split vertex. */
  readonly #toTargets: Float64Array
  readonly #fromSources: Float64Array
  readonly #turned: LexicographicDijkstra
  readonly #turnedMetric: Metric
  readonly #fromArc = new Map<number, Float64Array>()
  readonly #toArc = new Map<number, Float64Array>()
  readonly #others = new Map<string, number>()
  #left: number
  #made = 0

  constructor(
    topology: Topology,
    metric: Metric,
    sources: Offsets,
    targets: Offsets,
    { count, arcLabels = [], vertexLabels, states = DEFAULT_STATES }: DisjointOptions,
  ) {
    this.#left = states
    this.#sources = sources
    this.#targets = targets
    const { vertexCount, arcCount, firstOut, head } = topology
    for (const list of arcLabels) {
      if (list.length !== arcCount) throw new RangeError(`${list.length} labels for ${arcCount} arcs`)
    }
    if (vertexLabels !== undefined && vertexLabels.length !== vertexCount) {
      throw new RangeError(`${vertexLabels.length} labels for ${vertexCount} vertices`)
    }
    // Vertex v is 2v, where paths enter, and 2v + 1, where they leave; the arc between them comes first of those of v.
    const size = vertexCount + arcCount
    const tails = new Uint32Array(size)
    const heads = new Uint32Array(size)
    const weights = new Uint32Array(size)
    const original = new Int32Array(size).fill(-1)
    const arcOf = new Uint32Array(arcCount)
    const vertexArc = new Uint32Array(vertexCount)
    let next = 0
    for (let v = 0; v < vertexCount; v++) {
      tails[next] = 2 * v
      heads[next] = 2 * v + 1
      vertexArc[v] = next++
      for (let a = firstOut[v] as number; a < (firstOut[v + 1] as number); a++) {
        tails[next] = 2 * v + 1
        heads[next] = 2 * (head[a] as number)
        weights[next] = metric[a] as number
        original[next] = a
        arcOf[a] = next++
      }
    }
    this.#split = topologyFromArcs(2 * vertexCount, tails, heads)
    this.#metric = weights
    this.#original = original
    const labelsOf: number[][] = Array.from({ length: size }, () => [])
    const members: number[][] = []
    const put = (list: Int32Array, arcs: Uint32Array): void => {
      const byLabel = new Map<number, number>()
      list.forEach((label, i) => {
        if (label === NO_LABEL) return
        const number = byLabel.get(label) ?? members.push([]) - 1
        byLabel.set(label, number)
        const arc = arcs[i] as number
        ;(labelsOf[arc] as number[]).push(number)
        ;(members[number] as number[]).push(arc)
      })
    }
    for (const list of arcLabels) put(list, arcOf)
    if (vertexLabels !== undefined) put(vertexLabels, vertexArc)
    this.#members = members
    this.#firstLabel = new Uint32Array(size + 1)
    labelsOf.forEach((list, a) => {
      this.#firstLabel[a + 1] = (this.#firstLabel[a] as number) + list.length
    })
    this.#labels = Uint32Array.from(labelsOf.flat())
    this.#capacity = Float64Array.from(labelsOf, (list) => (list.length > 0 ? 1 : count))
    this.#from = flowEnds(sources, 0)
    this.#to = flowEnds(targets, 1)
    this.#flow = new MinCostFlow(this.#split, this.#from, this.#to)
    this.#dijkstra = new LexicographicDijkstra(this.#split)
    this.#fromSources = this.#dijkstra.distances(weights, offsets(this.#from))
    const turned = reversed(this.#split)
    this.#turnedMetric = turned.original.map((a) => weights[a] as number)
    this.#turned = new LexicographicDijkstra(turned.topology)
    this.#toTargets = this.#turned.distances(this.#turnedMetric, offsets(this.#to))
    const farthest = this.#toTargets.reduce((most, d) => (d === Number.POSITIVE_INFINITY ? most : Math.max(most, d)), 0)
    this.#potential = this.#toTargets.map((d) => -Math.min(d, farthest))
  }

  best(asked: number): DisjointPaths {
    let isExact = true
    let most = this.#run(undefined, asked)?.value ?? 0
    for (let count = most; count >= 1; count--) {
      const known = this.#greedy(count)
      const { solution, bound, isComplete } = this.#solve(count, undefined, known?.weight ?? Number.POSITIVE_INFINITY)
      const best = solution ?? known
      isExact &&= isComplete
      if (best === undefined) {
        if (isExact) most = count - 1
        continue
      }
      return {
        paths: best.paths.map((path) => this.#found(path)).sort((a, b) => (a.weights[0] as number) - (b.weights[0] as number)), // biome-ignore format: one chain
        weight: best.weight,
        isExact,
        bound: Math.min(bound, best.weight),
        most: count === asked ? undefined : most,
      }
    }
    return { paths: [], weight: 0, isExact, bound: 0, most }
  }

  /** A relaxation; `undefined` only in name, as the amount is limited. */
  #run(banned: Banned | undefined, count: number): { readonly value: number; readonly solution: Solution } | undefined {
    const capacity = this.#capacity.slice()
    for (let list = banned; list !== undefined; list = list.next) for (const a of list.arcs) capacity[a] = 0
    const result = this.#flow.run(capacity, this.#metric, count, this.#potential)
    if (result === undefined) return undefined
    const paths = flowPaths(this.#split, this.#from, this.#to, result).flatMap(({ amount, source, sink, arcs }) =>
      Array.from({ length: amount }, (): SplitPath => ({ source, target: sink, arcs })),
    )
    return { value: result.value, solution: { weight: result.cost, paths } }
  }

  /** One path after the other, each the best that the ones before leave. */
  #greedy(count: number): Solution | undefined {
    let banned: Banned | undefined
    let weight = 0
    const paths: SplitPath[] = []
    while (paths.length < count) {
      const solution = this.#run(banned, 1)?.solution
      const [path] = solution?.paths ?? []
      if (solution === undefined || path === undefined) return undefined
      weight += solution.weight
      paths.push(path)
      banned = this.#without(path, banned)
    }
    return { weight, paths }
  }

  /** The paths of a relaxation one after the other, those in conflict with ones before them in another way. */
  #repaired({ paths }: Solution, banned: Banned | undefined): Solution | undefined {
    let rest = banned
    let weight = 0
    const kept: SplitPath[] = []
    const taken = new Set<number>()
    for (const path of paths) {
      const isFree = path.arcs.every((a) => this.#labelsOf(a).every((label) => !taken.has(label)))
      const own = isFree ? path : this.#run(rest, 1)?.solution.paths[0]
      if (own === undefined) return undefined
      for (const a of own.arcs) for (const label of this.#labelsOf(a)) taken.add(label)
      weight += this.#weightOf(own)
      kept.push(own)
      rest = this.#without(own, rest)
    }
    return { weight, paths: kept }
  }

  #weightOf({ source, target, arcs }: SplitPath): number {
    const ends = (this.#from.costs[source] as number) + (this.#to.costs[target] as number)
    return arcs.reduce((sum, a) => sum + (this.#metric[a] as number), ends)
  }

  /** Bans all that bears a label of a path. */
  #without({ arcs }: SplitPath, next: Banned | undefined): Banned {
    const taken = new Set(arcs.flatMap((a) => this.#labelsOf(a)))
    return { arcs: [...taken].flatMap((label) => this.#members[label] as number[]), next }
  }

  #labelsOf(arc: number): number[] {
    return Array.from(this.#labels.subarray(this.#firstLabel[arc], this.#firstLabel[arc + 1]))
  }

  /**
   * The best solution below a weight.
   *
   * @returns `isComplete` false where the limit of states was reached: then a better one of at least `bound` may exist
   */
  #solve(
    count: number,
    banned: Banned | undefined,
    below: number,
  ): { readonly solution: Solution | undefined; readonly bound: number; readonly isComplete: boolean } {
    let best = below
    let solution: Solution | undefined
    let isComplete = true
    /** Least bound of what was not searched to its end. */
    let open = Number.POSITIVE_INFINITY
    const queue: State[] = []
    /** States to be enumerated: last, when the best is as good as it gets. */
    const late: State[] = []
    const offer = (found: Solution | undefined): void => {
      if (found === undefined || found.weight >= best) return
      best = found.weight
      solution = found
    }
    const add = (from: Banned | undefined, held: State['held'], least: number): void => {
      this.#left--
      const relaxed = this.#run(from, count)
      if (relaxed === undefined || relaxed.value < count || relaxed.solution.weight >= best) return
      const { paths, weight } = relaxed.solution
      const lists = paths.map(({ arcs }) => arcs)
      const conflict = this.#conflict(lists)
      if (conflict === undefined) {
        offer(relaxed.solution)
        return
      }
      if (this.#made < REPAIRED) offer(this.#repaired(relaxed.solution, from))
      push({ bound: Math.max(least, weight), number: this.#made++, banned: from, held, paths: lists, conflict })
    }
    const push = (state: State): void => {
      if (state.bound >= best) return
      // Least bound last.
      let low = 0
      let high = queue.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (comesLater(queue[middle] as State, state)) low = middle + 1
        else high = middle
      }
      queue.splice(low, 0, state)
    }
    add(banned, new Map(), 0)
    for (let state = queue.pop(); state !== undefined && state.bound < best; state = queue.pop()) {
      const { conflict: label, held, bound } = state
      if (this.#left <= 0) {
        isComplete = false
        open = bound
        break
      }
      const holding = held.get(label) ?? []
      const member = this.#toBranch(state, label, holding)
      if (member === undefined) {
        late.push(state)
        continue
      }
      add({ arcs: [member], next: state.banned }, held, bound)
      const more = [...holding, member]
      const least = Math.max(bound, this.#throughWeight(more) + this.#othersWeight(label, count - 1))
      push({ ...state, bound: least, number: this.#made++, held: new Map(held).set(label, more) })
    }
    for (const { conflict: label, held, bound, banned: without } of late) {
      if (bound >= best) continue
      if (this.#left > 0 && this.#throughAll(count, without, label, held.get(label) ?? [], best, offer)) continue
      isComplete = false
      open = Math.min(open, bound)
    }
    return { solution, bound: Math.min(best, open), isComplete }
  }

  /** The first label that two paths use. */
  #conflict(paths: readonly (readonly number[])[]): number | undefined {
    const owner = new Map<number, number>()
    for (const [i, arcs] of paths.entries()) {
      for (const a of arcs) {
        for (const label of this.#labelsOf(a)) {
          const other = owner.get(label)
          if (other === undefined) owner.set(label, i)
          else if (other !== i) return label
        }
      }
    }
    return undefined
  }

  /** A member of a label to ban or to hold; `undefined` where all that is in conflict is held. */
  #toBranch({ paths }: State, label: number, holding: readonly number[]): number | undefined {
    const on = paths.map((arcs) => arcs.filter((a) => this.#labelsOf(a).includes(label)))
    const [kept] = holding
    if (kept === undefined) return on.find((members) => members.length > 0)?.[0]
    const owner = on.findIndex((members) => members.includes(kept))
    for (const [i, members] of on.entries()) {
      if (i === owner) continue
      const free = members.find((a) => !holding.includes(a))
      if (free !== undefined) return free
    }
    return undefined
  }

  /** Least weight of a walk over one or two of some arcs, whichever pair is worst; a bound for a path over all of them. */
  #throughWeight(arcs: readonly number[]): number {
    const last = arcs[arcs.length - 1] as number
    const { tail, head } = this.#split
    const start = (a: number): number => (this.#fromSources[tail[a] as number] as number) + (this.#metric[a] as number)
    const end = (a: number): number => this.#toTargets[head[a] as number] as number
    let weight = start(last) + end(last)
    for (const other of arcs.slice(0, -1)) {
      const between = (a: number, b: number): number =>
        start(a) + (this.#after(a)[tail[b] as number] as number) + (this.#metric[b] as number) + end(b)
      weight = Math.max(weight, Math.min(between(other, last), between(last, other)))
    }
    return weight
  }

  /** Least weight from the head of an arc to every vertex. */
  #after(arc: number): Float64Array {
    const known = this.#fromArc.get(arc)
    if (known !== undefined) return known
    const vertex = this.#split.head[arc] as number
    const distances = this.#dijkstra.distances(this.#metric, { vertices: [vertex], weights: [[0]] })
    this.#fromArc.set(arc, distances)
    return distances
  }

  /** Least weight from every vertex to the tail of an arc. */
  #before(arc: number): Float64Array {
    const known = this.#toArc.get(arc)
    if (known !== undefined) return known
    const vertex = this.#split.tail[arc] as number
    const distances = this.#turned.distances(this.#turnedMetric, { vertices: [vertex], weights: [[0]] })
    this.#toArc.set(arc, distances)
    return distances
  }

  /** Least weight of so many paths that do without a label; infinite where there are not so many. */
  #othersWeight(label: number, count: number): number {
    if (count === 0) return 0
    const key = `${label} ${count}`
    const known = this.#others.get(key)
    if (known !== undefined) return known
    const relaxed = this.#run({ arcs: this.#members[label] as number[], next: undefined }, count)
    const weight = relaxed === undefined || relaxed.value < count ? Number.POSITIVE_INFINITY : relaxed.solution.weight
    this.#others.set(key, weight)
    return weight
  }

  /**
   * Solutions of which one path uses all arcs held of a label: enumerates these paths.
   *
   * @returns false where the limit of states was reached
   */
  #throughAll(
    count: number,
    banned: Banned | undefined,
    label: number,
    holding: readonly number[],
    below: number,
    offer: (solution: Solution) => void,
  ): boolean {
    const { firstOut, head } = this.#split
    const closed = new Uint8Array(this.#split.arcCount)
    for (let list = banned; list !== undefined; list = list.next) for (const a of list.arcs) closed[a] = 1
    const others = this.#othersWeight(label, count - 1)
    const onPath = new Uint8Array(this.#split.vertexCount)
    const arcs: number[] = []
    const ends = new Map<number, number[]>()
    this.#to.vertices.forEach((v, i) => {
      ends.set(v, [...(ends.get(v) ?? []), i])
    })
    // From a vertex on at least to the targets, by way of each held arc that is still to come.
    const after = holding.map((a) => (this.#toTargets[head[a] as number] as number) + (this.#metric[a] as number))
    const before = holding.map((a) => this.#before(a))
    const rest = (v: number, taken: number): number => {
      let least = this.#toTargets[v] as number
      for (let i = 0; i < holding.length; i++) {
        if (passed[i] === 1 || holding[i] === taken) continue
        least = Math.max(least, ((before[i] as Float64Array)[v] as number) + (after[i] as number))
      }
      return least
    }
    const passed = new Uint8Array(holding.length)
    let best = below
    let isComplete = true
    let steps = 0
    const visit = (u: number, weight: number, source: number): void => {
      if (++steps % STEPS_PER_STATE === 0) this.#left--
      if (this.#left <= 0) {
        isComplete = false
        return
      }
      onPath[u] = 1
      for (const target of ends.get(u) ?? []) {
        const whole = weight + (this.#to.costs[target] as number)
        if (whole + others >= best || passed.includes(0)) continue
        const path: SplitPath = { source, target, arcs: [...arcs] }
        const left =
          count === 1
            ? { solution: { weight: 0, paths: [] }, isComplete: true }
            : this.#solve(count - 1, this.#without(path, banned), best - whole)
        isComplete &&= left.isComplete
        if (left.solution === undefined) continue
        best = whole + left.solution.weight
        offer({ weight: best, paths: [path, ...left.solution.paths] })
      }
      for (let a = firstOut[u] as number; a < (firstOut[u + 1] as number); a++) {
        const v = head[a] as number
        const w = this.#metric[a] as number
        if (closed[a] === 1 || w === CLOSED || onPath[v] === 1) continue
        if (weight + w + rest(v, a) + others >= best) continue
        const mark = holding.indexOf(a)
        if (mark >= 0) passed[mark] = 1
        arcs.push(a)
        visit(v, weight + w, source)
        arcs.pop()
        if (mark >= 0) passed[mark] = 0
      }
      onPath[u] = 0
    }
    this.#from.vertices.forEach((v, i) => {
      visit(v, this.#from.costs[i] as number, i)
    })
    return isComplete
  }

  #found(path: SplitPath): FoundPath {
    const { source, target, arcs } = path
    return {
      weights: [this.#weightOf(path)],
      source: this.#sources.vertices[source] as number,
      target: this.#targets.vertices[target] as number,
      arcs: arcs.map((a) => this.#original[a] as number).filter((a) => a >= 0),
    }
  }
}

/** Ends in the split topology. */
function flowEnds({ vertices, weights: [costs] }: Offsets, side: 0 | 1): CostedEnds {
  return { vertices: vertices.map((v) => 2 * v + side), costs: costs ?? vertices.map(() => 0) }
}

function offsets({ vertices, costs }: CostedEnds): Offsets {
  return { vertices, weights: [costs] }
}

function comesLater(a: State, b: State): boolean {
  return a.bound > b.bound || (a.bound === b.bound && a.number > b.number)
}
