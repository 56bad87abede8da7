/**
 * Plain JSON text of a result, one object. What is not known is `null`, so that every key is there on every run; typed
 * arrays are lists.
 *
 * @param indent spaces per level (default 2)
 */
export function toJson(result: unknown, indent = 2): string {
  const text = JSON.stringify(result, (_, value: unknown) => plain(value), indent)
  // JSON lets these control characters stand; a terminal may obey them.
  return text.replace(/[\u007f-\u009f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)
}

function plain(value: unknown): unknown {
  if (value === undefined) return null
  // Numbers that JSON does not have become null on their way out.
  return value instanceof Float64Array ? Array.from(value) : value
}
