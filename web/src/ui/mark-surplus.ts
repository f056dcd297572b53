// Marks a stretch of what stands in a field, in the field itself. Browsers style no part of a field's text, so a copy of it lies over the
// field, invisible but for the mark.
import type { TextField } from './grow';

/** What the copy must share with the field, so that its lines break alike. */
const SHARED = [
  // Not the shorthand: it is empty where a font has features of its own
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'fontStretch',
  'letterSpacing',
  'wordSpacing',
  'lineHeight',
  'textIndent',
  'textAlign',
  'direction',
  'padding',
  'borderStyle',
  'borderWidth',
  'boxSizing',
  'tabSize',
  'wordBreak',
  'hyphens',
  'fontFeatureSettings',
  'fontVariant',
] as const;

/** Marks it until the returned function is called. A surplus of several pieces is marked from the first on. */
export function markSurplus(field: TextField, surplus: string): () => void {
  const copy = document.createElement('div');
  copy.setAttribute('aria-hidden', 'true');
  copy.setAttribute('translate', 'no');
  copy.dataset['mark'] = '';
  field.after(copy);
  const draw = () => lay(copy, field, surplus);
  draw();
  const watch = new ResizeObserver(draw);
  watch.observe(field);
  for (const event of ['input', 'textchange', 'scroll']) field.addEventListener(event, draw);
  return () => {
    watch.disconnect();
    for (const event of ['input', 'textchange', 'scroll']) field.removeEventListener(event, draw);
    copy.remove();
  };
}

function lay(copy: HTMLElement, field: TextField, surplus: string): void {
  const look = getComputedStyle(field);
  for (const property of SHARED) copy.style[property] = look[property];
  const oneLine = field.tagName === 'INPUT';
  Object.assign(copy.style, {
    position: 'absolute',
    insetInlineStart: 'auto',
    left: `${field.offsetLeft}px`,
    top: `${field.offsetTop}px`,
    // A scroll bar takes room from the text, not from the copy
    width: `${field.clientWidth + parseFloat(look.borderLeftWidth) + parseFloat(look.borderRightWidth)}px`,
    height: `${field.offsetHeight}px`,
    overflow: 'hidden',
    borderColor: 'transparent',
    color: 'transparent',
    pointerEvents: 'none',
    whiteSpace: oneLine ? 'pre' : 'pre-wrap',
    overflowWrap: look.overflowWrap,
    textWrap: 'wrap',
  });
  const at = field.value.lastIndexOf(surplus);
  const from = at < 0 ? field.value.length : at;
  const mark = document.createElement('mark');
  mark.textContent = field.value.slice(from, from + surplus.length);
  copy.replaceChildren(field.value.slice(0, from), mark, field.value.slice(from + surplus.length));
  copy.scrollTop = field.scrollTop;
  copy.scrollLeft = field.scrollLeft;
}
