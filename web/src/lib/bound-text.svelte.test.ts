// What a bound field holds beyond its text stays on this device, comes back with the field, and is in no text.
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoundText } from './bound-text.svelte';
import { SURPLUS_UNITS } from './bounds';

afterEach(() => {
  localStorage.clear();
  document.body.replaceChildren();
});

function bind(text: Y.Text): { field: HTMLTextAreaElement; bound: BoundText; end: () => void } {
  const field = document.createElement('textarea');
  document.body.append(field);
  const bound = new BoundText(text, 10, 'w', 'desk/1#draft');
  return { field, bound, end: bound.attach(field) };
}

function type(field: HTMLTextAreaElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input'));
}

describe('a surplus', () => {
  it('comes back after a reload, is never in the text, and goes when it is taken out', () => {
    const text = new Y.Doc().getText('draft');
    const first = bind(text);
    type(first.field, 'the van comes never');
    expect(text.toString()).toBe('the van co');
    expect(first.bound.over).toBe('mes never');
    first.end();
    const again = bind(text);
    expect(again.field.value).toBe('the van comes never');
    expect(again.bound.over).toBe('mes never');
    expect(again.bound.takeOut()).toBe('mes never');
    expect(again.field.value).toBe('the van co');
    again.end();
    expect(bind(text).bound.over).toBe('');
  });

  it('is bounded itself, and what cannot be read of it is none', () => {
    const text = new Y.Doc().getText('draft');
    const { field, bound } = bind(text);
    type(field, 'x'.repeat(SURPLUS_UNITS + 50));
    expect(bound.over).toHaveLength(SURPLUS_UNITS);
    localStorage.setItem('trestle:w:draft:over:desk/1#draft', '[{"at":-1,"text":7}]');
    expect(bind(text).bound.over).toBe('');
  });
});
