// Notices at the foot of the window take room from what stands over it: whatever people press or type into stays in sight.

/** What people press or type into. */
const CONTROLS = 'main :is(button, input, textarea, select, summary, a[href])';

/** No button is higher than this; what is, is a text that is being written. */
const LONG_PX = 120;

/** An attachment for the foot that holds the notices: when they come, and when the page below them comes late, the page scrolls just so far
 * that no control is under them. Nothing moves by itself once somebody has begun to read on. */
export function clear(foot: HTMLElement): () => void {
  let height = 0;
  let touched = false;
  const watch = new ResizeObserver(() => {
    const grown = foot.offsetHeight > height;
    height = foot.offsetHeight;
    if (grown || !touched) scrollBy({ top: covered(foot), behavior: 'instant' });
  });
  const touch = () => (touched = true);
  watch.observe(foot);
  for (const element of document.querySelectorAll('main')) watch.observe(element);
  for (const kind of ['pointerdown', 'wheel', 'keydown'] as const) addEventListener(kind, touch);
  return () => {
    watch.disconnect();
    for (const kind of ['pointerdown', 'wheel', 'keydown'] as const) removeEventListener(kind, touch);
  };
}

/** How far the lowest control that could be seen if there were no notices reaches under them, in pixels; and with a field the button that
 * sends what is written there, as far as the field itself stays in sight. */
function covered(foot: HTMLElement): number {
  const notices = foot.querySelector<HTMLElement>('.notices')?.offsetHeight ?? 0;
  const { top } = foot.getBoundingClientRect();
  const under = [...document.querySelectorAll(CONTROLS)]
    .map((control) => ({ control, box: control.getBoundingClientRect() }))
    .filter(({ box }) => box.height > 0 && box.bottom > top && box.top < top + notices);
  // What was in sight in part comes into sight whole, but for a long text, of which a part is enough
  const own = under.map(({ box }) => (box.height > LONG_PX ? Math.min(notices, box.bottom - top) : box.bottom - top));
  const room = Math.min(...under.map(({ box }) => box.top)) - edge();
  const sends = under.flatMap(({ control }) => [...(control.closest('form')?.querySelectorAll('[type=submit]') ?? [])]);
  const theirs = sends.map((button) => Math.min(room, button.getBoundingClientRect().bottom - top));
  return Math.max(0, ...own, ...theirs);
}

/** Where what stays at the top of the window ends. */
function edge(): number {
  return Number.parseFloat(document.documentElement.style.getPropertyValue('--stuck-top')) || 0;
}
