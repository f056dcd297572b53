// How large a title may stand: by its length, so that it takes two lines at most.

/** Characters of a title that fit two lines in the large size. */
const SHORT_MOST = 44;

/** The length as wall.css knows it. */
export function lengthOf(title: string): 'short' | 'long' {
  return title.length > SHORT_MOST ? 'long' : 'short';
}
