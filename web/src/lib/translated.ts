// Lets a browser's translator rewrite the page without breaking it (rule 33). Translators put a <font> in the place of a text and take the text
// out; what draws the page holds on to that text, changes it and finds its way by it. So the text is put back beside its translation, empty, and
// stands for it: whatever then happens to it (another value, another place, removal) ends the translation, and the text speaks for itself again.

/** What stands in a text's place, and what the text said. */
interface Standing {
  translation: Element;
  said: string;
}

/** The element that translators use, and this page never does. */
const TRANSLATION = 'FONT';

/** Watches a part of the page for as long as it lives; returns what ends it. */
export function bearTranslation(root: Node): () => void {
  const standings = new WeakMap<Text, Standing>();
  const texts = new WeakMap<Element, Text>();

  const watch = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'characterData') changed(record.target as Text);
      else for (const node of record.removedNodes) removed(node, record);
    }
    // What was done here is no news
    watch.takeRecords();
  });
  watch.observe(root, { childList: true, characterData: true, subtree: true });
  return () => watch.disconnect();

  function removed(node: Node, record: MutationRecord): void {
    if (node instanceof Text) {
      if (standings.has(node)) end(node, true);
      else stand(node, record);
    } else if (node instanceof Element) {
      const text = texts.get(node);
      if (text && !node.isConnected) takenBack(text, record);
    }
  }

  /** A text was taken out: if a translation has come in its place, the text goes back there, empty. */
  function stand(text: Text, { addedNodes, previousSibling, nextSibling }: MutationRecord): void {
    if (text.isConnected) return;
    const translation = [...addedNodes, previousSibling, nextSibling].find(
      (node): node is Element => node instanceof Element && isTranslation(node) && node.isConnected,
    );
    if (!translation) return;
    standings.set(text, { translation, said: text.data });
    texts.set(translation, text);
    text.data = '';
    translation.before(text);
  }

  function isTranslation(element: Element): boolean {
    return element.tagName === TRANSLATION && !texts.has(element);
  }

  /** The page has written into a text that stands for its translation. */
  function changed(text: Text): void {
    end(text, false);
  }

  /** The translation goes; a text that the page did not write into says again what it said. */
  function end(text: Text, unwritten: boolean): void {
    const standing = standings.get(text);
    if (!standing) return;
    standings.delete(text);
    texts.delete(standing.translation);
    standing.translation.remove();
    if (unwritten) text.data = standing.said;
  }

  /** The reader wants the page untranslated: what the translator put in place of the translation is our text again. */
  function takenBack(text: Text, { addedNodes, previousSibling, nextSibling }: MutationRecord): void {
    const said = standings.get(text)?.said;
    for (const node of [...addedNodes, previousSibling, nextSibling])
      if (node instanceof Text && node !== text && node.data === said) node.remove();
    end(text, true);
  }
}
