/**
 * Plain JSON text of a result, one object. What is not known is `null`, so that every key is there on every run.
 *
 * @param indent spaces per level (default 2)
 */
export function toJson(result: unknown, indent = 2): string {
  return JSON.stringify(result, (_, value: unknown) => (value === undefined ? null : value), indent)
}
