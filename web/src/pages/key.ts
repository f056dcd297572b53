// The keys that open a workshop: a join code as typed, an invitation as scanned, or `ID.SECRET` of a link (W2). They travel behind the `#` of an address. The server reads
// them out of whatever people paste, so the page passes on what it was given and only tells the two apart.

/** A workshop's id and the secret behind it, as they stand in every kind of link. */
const LINK = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.|\/*#)([\da-z]+)/gi;

/** An invitation: 128 bits in letters and digits that are not taken for each other, as a word of its own. */
const INVITATION = /(?:^|[^\da-z])[a-z2-7]{26}(?![\da-z])/i;

/** What cannot be seen (marks of direction and joining, soft hyphens, variation selectors) comes along with what is copied. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Is it, or is there in it, the key of a link, not a code that a person typed? */
export function isLinkKey(key: string): boolean {
  return secretOf(key) !== '';
}

/** Is it, or is there in it, an invitation: a link's key that opens the door as the code does? */
export function isInvitation(key: string): boolean {
  return !isLinkKey(key) && INVITATION.test(plain(key));
}

/** The secret of a link's key, read as kindly as the server reads it; empty if there is none. */
export function secretOf(key: string): string {
  return [...plain(key).matchAll(LINK)].at(-1)?.[1] ?? '';
}

/** Without percent-encoding, characters that cannot be seen, and wide letters. */
function plain(key: string): string {
  return key
    .replace(/(?:%[\da-f]{2})+/gi, decoded)
    .replace(INVISIBLE, '')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Parts of the record's page have names behind the `#` as well, before they stand on it. */
const PART = /^[a-z]+-title$/;

/** The key behind the `#` of this page's address, which is removed from the address bar at once; empty if there is none. */
export function takeKey(): string {
  if (location.hash === '' || isPart(location.hash.slice(1))) return '';
  const key = decoded(location.hash.slice(1)).trim();
  history.replaceState(history.state, '', location.pathname + location.search);
  return key;
}

/** Names a part of the page rather than a workshop. */
function isPart(name: string): boolean {
  if (document.getElementById(name) !== null) return true;
  return location.pathname.startsWith('/record/') && PART.test(name);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
