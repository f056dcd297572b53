// Names in a row, as the language of the page joins them.

/** "Ama, Ben and Cat". */
export function list(names: readonly string[]): string {
  return new Intl.ListFormat(document.documentElement.lang || 'en', { type: 'conjunction' }).format(names);
}
