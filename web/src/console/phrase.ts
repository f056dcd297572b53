// A ready phrase in the line for everyone: what was written already is kept before it.

/** What stands in the field once the phrase is picked; a message is one line, so it follows after a space, and picking it again adds nothing. */
export function withPhrase(written: string, phrase: string): string {
  const kept = written.trim();
  if (kept === '') return phrase;
  return kept.endsWith(phrase) ? written : `${kept} ${phrase}`;
}
