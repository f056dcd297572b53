// Whether two names are one organisation's, as the server judges it (`core/src/name.rs`); both are held to the same cases.

/** Shows nothing by itself: controls, joiners, what turns text around, fillers and blanks. */
const UNSEEN = /[\p{Cc}\p{Cf}\u034f\ufe00-\ufe0f\u115f\u1160\u3164\uffa0\u2800]/gu;

/** Are these names of one organisation? Case, spaces, full stops, what cannot be seen and the forms of a letter make no difference; accents do. */
export function sameOrganisation(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(name: string): string {
  const folded = name.normalize('NFKC').replace(UNSEEN, '').toUpperCase().toLowerCase().normalize('NFC');
  const plain = folded
    .replace(/[’‘ʼ´`]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/ς/g, 'σ');
  return plain.replace(/[\s.。]/g, '') || plain;
}
