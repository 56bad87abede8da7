/** One part of the page. */
export interface PageSection {
  /** For the address. */
  readonly id: string
  readonly title: string
  /** HTML, escaped. */
  readonly body: string
}
