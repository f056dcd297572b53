// Which part of a shared text was changed last, so that the wall can bring its page forward.

/** Follows named texts; what they say when they are first looked at is no change. */
export class LastChanged {
  /** The name of the part that somebody works on; undefined before anybody does. */
  key = $state<string>();
  #said: Record<string, string> | undefined;

  constructor(read: () => Record<string, string>) {
    $effect(() => this.#look(read()));
  }

  #look(texts: Record<string, string>): void {
    const before = this.#said;
    this.#said = texts;
    // Of several at once the last one: people write downwards
    const changed =
      before &&
      Object.keys(texts)
        .filter((name) => texts[name] !== before[name])
        .at(-1);
    if (changed !== undefined) this.key = changed;
  }
}
