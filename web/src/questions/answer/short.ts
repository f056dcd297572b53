// Whether options stand side by side.

/** So many of so few characters stand side by side on a phone. */
const MOST = 3;
const CHARS = 14;

/** Do these stand in one row? Longer ones, and more of them, stand below each other. */
export function areShort(options: readonly { label: string }[]): boolean {
  return options.length <= MOST && options.every(({ label }) => label.length <= CHARS);
}
