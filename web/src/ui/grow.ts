// A textarea that grows with its text, where the browser does not do so by itself (field-sizing: content is missing before Chrome 123
// and in Safari before 26).

/** What people type into. */
export type TextField = HTMLTextAreaElement | HTMLInputElement;

/** An attachment: grows on typing and on the `textchange` that a bound shared text sends. */
export function grow(element: TextField): (() => void) | undefined {
  if (!(element instanceof HTMLTextAreaElement) || CSS.supports('field-sizing', 'content')) return undefined;
  const fit = () => {
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  };
  fit();
  element.addEventListener('input', fit);
  element.addEventListener('textchange', fit);
  return () => {
    element.removeEventListener('input', fit);
    element.removeEventListener('textchange', fit);
  };
}
