/** The codes that the template offers and explains. */
export interface TemplateTables {
  /** In the order wanted in the drop-down, the enterprise's own first. */
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  /** Kinds of the catalogue that can be filed. */
  readonly categories: readonly { readonly code: string; readonly kind: string }[];
  /** Places where the enterprise has instruments, the most frequent first: offered, never required. */
  readonly locations?: readonly string[];
}
