import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError, UsageError } from '../../../src/issue/errors.js'
import { createRouter } from '../../../src/routing/router.js'
import { FORMAT_VERSION } from '../../../src/routing/saved/container.js'
import { openSaved, savedInfo } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { textNetwork } from '../../support/text-network.js'

const NETWORK = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Łódź, 0, 0, PL
  b, 北京, 1, 0, PL

  road.csv
  link_id, from_node_id, to_node_id, length_km, time_h
  ab, a, b, 120, 2

  transfer.csv
  node_id, from_mode, to_mode, time_h
  *, door, road, 1
  *, road, door, 3
`)

const BYTES = saveRouter(createRouter(NETWORK))

/** The message of the refusal; fails where the bytes are opened, or refused by anything but a DataError. */
function refusalOf(bytes: Uint8Array): string {
  try {
    openSaved(bytes, {}, 'The file "x"')
  } catch (error) {
    expect(error).toBeInstanceOf(DataError)
    return (error as DataError).message
  }
  throw new Error('the bytes were opened')
}

function changed(change: (bytes: Uint8Array, words: Uint32Array) => void): Uint8Array {
  const bytes = BYTES.slice()
  change(bytes, new Uint32Array(bytes.buffer))
  return bytes
}

describe('a damaged file is refused', () => {
  it('is opened where it is whole', () => {
    expect(openSaved(BYTES).place('LODZ')).toBe('a')
    expect(savedInfo(BYTES)).toMatchObject({ formatVersion: FORMAT_VERSION, nodes: 2, links: 2, terminals: 2, arcs: 2 })
  })

  it('with any one bit changed, wherever', () => {
    const positions = fc.nat({ max: BYTES.length - 1 })
    fc.assert(
      fc.property(positions, fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const message = refusalOf(
          changed((bytes) => {
            bytes[at] = (bytes[at] as number) ^ mask
          }),
        )
        expect(message).toMatch(/^The file "x" [^.]*(?:\.[^.]+)*; [^;]+\.$/)
      }),
      { numRuns: 1500 },
    )
    for (let at = 0; at < 128; at++) {
      refusalOf(
        changed((bytes) => {
          bytes[at] = (bytes[at] as number) ^ 1
        }),
      )
    }
  })

  it('cut off anywhere', () => {
    fc.assert(
      fc.property(fc.nat({ max: BYTES.length - 1 }), (length) => {
        expect(refusalOf(BYTES.slice(0, length))).toMatch(/truncated|not a saved network|is empty/)
      }),
    )
    expect(refusalOf(BYTES.slice(0, -1))).toBe(
      `The file "x" is truncated: it has ${BYTES.length - 1} of the ${BYTES.length} bytes that its header names; copy or build it again.`,
    )
    expect(refusalOf(BYTES.slice(0, 40))).toBe(
      'The file "x" is truncated: it has 40 bytes, and a header alone has 64; copy or build it again.',
    )
    expect(refusalOf(new Uint8Array(0))).toBe('The file "x" is empty; expected a saved network.')
  })

  it('with two pieces swapped', () => {
    fc.assert(
      fc.property(fc.nat({ max: BYTES.length / 8 - 1 }), fc.nat({ max: BYTES.length / 8 - 1 }), (i, k) => {
        const left = BYTES.slice(8 * i, 8 * i + 8)
        const right = BYTES.slice(8 * k, 8 * k + 8)
        fc.pre(Buffer.compare(left, right) !== 0)
        refusalOf(
          changed((bytes) => {
            bytes.set(right, 8 * i)
            bytes.set(left, 8 * k)
          }),
        )
      }),
    )
  })

  it('with garbage after its end', () => {
    const longer = new Uint8Array(BYTES.length + 3)
    longer.set(BYTES)
    expect(refusalOf(longer)).toBe(
      `The file "x" has bytes after its end: ${BYTES.length + 3}, not the ${BYTES.length} that its header names; copy or build it again.`,
    )
  })

  it('where it is something else', () => {
    const message = refusalOf(new TextEncoder().encode('node_id,name,x_coord,y_coord'))
    expect(message).toBe(
      'The file "x" is not a saved network: it begins with 6e 6f 64 65 5f 69 64 2c; expected 89 4c 42 4e 0d 0a 1a 0a, as `landbridge build` and `writeSaved` write it.',
    )
  })

  it('from a later or an earlier landbridge, or a machine of the other byte order', () => {
    const withWord = (at: number, value: number): Uint8Array =>
      changed((_, words) => {
        words[at] = value
      })
    expect(refusalOf(withWord(3, FORMAT_VERSION + 1))).toBe(
      `The file "x" has format version ${FORMAT_VERSION + 1}, and this landbridge reads version ${FORMAT_VERSION}; update landbridge, or build the file again with this one.`,
    )
    expect(refusalOf(withWord(3, 0))).toBe(
      `The file "x" has the old format version 0, and this landbridge reads version ${FORMAT_VERSION}; build it again.`,
    )
    expect(refusalOf(withWord(2, 0x04030201))).toBe(
      'The file "x" was written on a machine of the other byte order; build it again on this one.',
    )
  })

  it('names the checksums of a change within', () => {
    expect(refusalOf(changed((bytes) => bytes.fill(7, bytes.length - 9, bytes.length - 8)))).toMatch(
      /^The file "x" is damaged: the checksum of its contents is [0-9a-f]{32}, and its header says [0-9a-f]{32}; copy or build it again\.$/,
    )
  })
})

describe('bytes', () => {
  it('may lie anywhere in a buffer, and be shared', () => {
    const route = openSaved(BYTES).route({ from: 'a', to: 'b', objective: 'fastest' })
    expect(route.status).toBe('ok')
    for (const shift of [0, 1, 4, 8]) {
      const room = new Uint8Array(BYTES.length + 16)
      room.set(BYTES, shift)
      const opened = openSaved(room.subarray(shift, shift + BYTES.length))
      expect(opened.route({ from: 'a', to: 'b', objective: 'fastest' })).toEqual(route)
    }
    const shared = new SharedArrayBuffer(BYTES.length)
    new Uint8Array(shared).set(BYTES)
    const opened = openSaved(shared)
    expect(opened.route({ from: 'a', to: 'b', objective: 'fastest' })).toEqual(route)
    expect(opened.compiled.topology.head.buffer).toBe(shared)
    expect(openSaved(BYTES.buffer).compiled.topology.head.buffer).toBe(BYTES.buffer)
  })

  it.each([
    ['a.landbridge', 'String'],
    [undefined, 'Undefined'],
    [[1, 2], 'Array'],
  ])('are not %j', (bytes, tag) => {
    expect(() => openSaved(bytes as unknown as Uint8Array)).toThrow(
      new UsageError(
        `The bytes of a saved network are ${tag}; expected a Uint8Array, ArrayBuffer or SharedArrayBuffer.`,
      ),
    )
  })
})
