// A button that goes with what it was about ("Let in", "Confirm", "Make its link") takes the focus along, and the keyboard would begin at
// the top of the page again. The focus goes to what took its place, to the next of the list, or to the heading of what is left.

const PRESSED = 'button, a[href], input, textarea, select, summary';

/** Watches a page; to be started once. */
export function keepFocus(root: HTMLElement): () => void {
  let last: HTMLElement | null = null;

  function came({ target }: FocusEvent) {
    last = target instanceof HTMLElement ? target : null;
  }

  /** Somebody who has left it by themselves is not brought back. */
  function went({ target }: FocusEvent) {
    queueMicrotask(() => {
      if (last === target && last?.isConnected) last = null;
    });
  }

  const watch = new MutationObserver((records) => {
    const lost = last;
    if (!lost || lost.isConnected) return;
    last = null;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const record = lossOf(lost, records);
    if (!record) return;
    const heading = headingOf(record.target, root);
    // Of the page's middle nothing is meant to be read anew
    if (heading) (heir(record, lost, records) ?? heading).focus();
    else document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  });

  root.addEventListener('focusin', came);
  root.addEventListener('focusout', went);
  watch.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', came);
    root.removeEventListener('focusout', went);
    watch.disconnect();
  };
}

/** Where it went out of what is still there: a line out of a list that stays, or the list with its lines. */
function lossOf(lost: Node, records: MutationRecord[]): MutationRecord | undefined {
  let record: MutationRecord | undefined;
  for (let gone: Node = lost; !gone.isConnected; gone = record.target) {
    const next = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)));
    if (!next || next === record) return undefined;
    record = next;
  }
  return record;
}

/** What stands where the button stood: a field or button in its place, or in the next line of the list, or the one before. */
function heir(record: MutationRecord, lost: HTMLElement, records: MutationRecord[]): HTMLElement | null {
  const { target, removedNodes } = record;
  const gone = [...removedNodes].find((node) => node.contains(lost));
  if (gone === lost) {
    const came = records.filter((one) => one.target === target).flatMap(({ addedNodes }) => [...addedNodes]);
    return firstOf(came);
  }
  if (!(gone instanceof HTMLLIElement)) return null;
  return (
    firstOf(beside(record.nextSibling, 'nextSibling')) ?? firstOf(beside(record.previousSibling, 'previousSibling'))
  );
}

function beside(node: Node | null, way: 'nextSibling' | 'previousSibling'): Node[] {
  const all: Node[] = [];
  for (let one = node; one; one = one[way]) all.push(one);
  return all;
}

/** The first thing on the screen that can be pressed or typed into. */
function firstOf(nodes: Node[]): HTMLElement | null {
  for (const node of nodes) {
    if (!(node instanceof HTMLElement) || !node.isConnected) continue;
    const inside = node.matches(PRESSED) ? [node] : [...node.querySelectorAll<HTMLElement>(PRESSED)];
    const seen = inside.find((one) => one.getClientRects().length > 0 && !one.matches(':disabled'));
    if (seen) return seen;
  }
  return null;
}

/** The heading of the nearest part of the page that is left; none above the step, which is the whole page. */
function headingOf(node: Node, root: HTMLElement): HTMLElement | null {
  let part = node instanceof Element ? node.closest('[aria-labelledby]') : null;
  for (; part; part = part.parentElement?.closest('[aria-labelledby]') ?? null) {
    const heading = document.getElementById(part.getAttribute('aria-labelledby') ?? '');
    if (!heading || !root.contains(heading) || heading.getClientRects().length === 0) continue;
    if (!heading.matches(PRESSED)) heading.tabIndex = -1;
    return heading;
  }
  return null;
}
