// The join code as people read it out: two halves of four.

/** "K7QM2RTP" as "K7QM 2RTP". */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`.trim();
}

/** The address as it is typed: without scheme and fragment. */
export function typedAddress(address: string): string {
  return `${address.replace(/^https?:\/\//u, '')}/join`;
}
