// A title or label as it stands inside a sentence.

/** A title inside a sentence: its first letter small, unless the title begins with an abbreviation ("IT kit") or a lone letter. */
export function inSentence(title: string): string {
  const [first = '', second = ''] = title;
  const word = /\p{Lu}/u.test(first) && /\p{Ll}/u.test(second);
  return word ? first.toLocaleLowerCase() + title.slice(first.length) : title;
}
