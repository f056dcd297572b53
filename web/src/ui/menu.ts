// What a menu holds, where it opens, and how keys move through it.

import type { IconPath } from './icons';

/** One thing to choose. */
export interface MenuItem {
  id: string;
  text: string;
  icon?: IconPath;
  /** Quiet text at the end of the line, such as a count. */
  end?: string;
  /** Makes it a choice that is on or off. */
  checked?: boolean;
  disabled?: boolean;
  /** Destroys or takes away. */
  stop?: boolean;
}

/** Items under a heading. */
export interface MenuGroup {
  heading?: string;
  items: readonly MenuItem[];
}

/** Pixels between a menu and its button, and between a menu and the edge of the window. */
const GAP = 4;
const EDGE = 8;

/** Where a menu of this size goes: under its button, over it where there is more room, and always inside the window. CSS pixels. */
export function place(
  button: Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>,
  menu: { width: number; height: number },
  screen: { width: number; height: number },
  rightToLeft = false,
): { left: number; top: number } {
  const below = screen.height - button.bottom - GAP - EDGE;
  const above = button.top - GAP - EDGE;
  const top = menu.height <= below || below >= above ? button.bottom + GAP : button.top - GAP - menu.height;
  const left = rightToLeft ? button.right - menu.width : button.left;
  return { left: within(left, menu.width, screen.width), top: within(top, menu.height, screen.height) };
}

function within(start: number, length: number, room: number): number {
  return Math.max(EDGE, Math.min(start, room - EDGE - length));
}

/** Which item a key goes to, by index, or undefined where the key is not for moving. */
export function moveTo(key: string, at: number, texts: readonly string[]): number | undefined {
  const count = texts.length;
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

/** Letters that are typed one after another, as long as no pause is longer than this, are one word. Milliseconds. */
const PAUSE = 600;

/** What was typed in a menu, to go to the item that begins with it. */
export class TypeAhead {
  #typed = '';
  #last = -Infinity;

  /** The item that a key leads to, by index. `now` in milliseconds. The same letter again goes on to the next item that begins with it. */
  press(key: string, now: number, at: number, texts: readonly string[]): number | undefined {
    if ([...key].length !== 1 || key === ' ') return undefined;
    this.#typed = (now - this.#last > PAUSE ? '' : this.#typed) + key.toLowerCase();
    this.#last = now;
    const [first = ''] = this.#typed;
    const again = [...this.#typed].every((letter) => letter === first);
    const wanted = again ? first : this.#typed;
    const order = texts.map((_, step) => (at + (again ? 1 : 0) + step + texts.length) % texts.length);
    return order.find((index) => texts[index]?.toLowerCase().startsWith(wanted));
  }
}
