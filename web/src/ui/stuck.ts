// What stays at an edge of the window tells its height, so that nothing is scrolled to and left under it (WCAG 2.2, 2.4.11).

/** An attachment: `--stuck-top` or `--stuck-bottom` is this element's height, for `scroll-padding` and for what sticks beside it. */
export function stuck(edge: 'top' | 'bottom'): (element: HTMLElement) => () => void {
  return (element) => {
    const { style } = document.documentElement;
    const name = `--stuck-${edge}`;
    const watch = new ResizeObserver(() => style.setProperty(name, `${element.offsetHeight}px`));
    watch.observe(element);
    return () => {
      watch.disconnect();
      style.removeProperty(name);
    };
  };
}
