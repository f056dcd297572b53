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

/** The same field with another text at the same place: the document has begun anew. */
function rebind(
  field: HTMLTextAreaElement,
  end: () => void,
  words: string,
  most = 100,
): { text: Y.Text; end: () => void } {
  const text = new Y.Doc().getText('draft');
  text.insert(0, words);
  end();
  return { text, end: new BoundText(text, most, 'w', 'desk/1#draft').attach(field) };
}

function open(words: string, caret: number): { field: HTMLTextAreaElement; end: () => void } {
  const text = new Y.Doc().getText('draft');
  text.insert(0, words);
  const field = document.createElement('textarea');
  document.body.append(field);
  const end = new BoundText(text, 100, 'w', 'desk/1#draft').attach(field);
  field.focus();
  field.setSelectionRange(caret, caret);
  return { field, end };
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

describe('a field whose document begins anew', () => {
  it.each([
    ['at the end', 'the bus|', 'the last bus', 'the last bus|'],
    ['between words that both have', 'the bus| is late', 'Today the bus is late again', 'Today the bus| is late again'],
    ['before what others wrote right there', '|the bus', 'No: the bus', '|No: the bus'],
    ['in words that are gone', 'the bu|s', 'a tram', null],
  ])('keeps the focus, and the caret behind the same words: %s', (_, before, text, after) => {
    const { field, end } = open(before.replace('|', ''), before.indexOf('|'));
    const next = rebind(field, end, text);
    const { value, selectionStart: at } = field;
    expect(document.activeElement).toBe(field);
    expect(value).toBe(text);
    if (after !== null) expect(`${value.slice(0, at)}|${value.slice(at)}`).toBe(after);
    type(field, `${value}!`);
    expect(next.text.toString()).toBe(`${text}!`);
    next.end();
  });

  it('does not write under a keyboard that composes, and has the word once it is done', () => {
    const { field, end } = open('the ko', 6);
    field.dispatchEvent(new Event('compositionstart'));
    const next = rebind(field, end, 'Oh the ko');
    expect(field.value).toBe('the ko');
    type(field, 'the こ');
    field.dispatchEvent(new Event('compositionend'));
    field.dispatchEvent(new Event('blur'));
    expect(next.text.toString()).toBe('Oh the こ');
    expect(field.value).toBe('Oh the こ');
    next.end();
  });

  it('keeps what a keyboard composes that has not told of it yet', () => {
    const { field, end } = open('the ', 4);
    field.dispatchEvent(new Event('compositionstart'));
    field.value = 'the ko';
    field.setSelectionRange(6, 6);
    const next = rebind(field, end, 'Oh the bus');
    expect(next.text.toString()).toBe('Oh the kobus');
    expect(field.value).toBe('the ko');
    type(field, 'the こ');
    field.dispatchEvent(new Event('compositionend'));
    field.dispatchEvent(new Event('blur'));
    expect([next.text.toString(), field.value]).toEqual(['Oh the こbus', 'Oh the こbus']);
    next.end();
  });

  it('keeps a letter that has not been told of, and takes it once', () => {
    const { field, end } = open('the bus', 7);
    field.value = 'the bus!';
    field.setSelectionRange(8, 8);
    const next = rebind(field, end, 'the last bus');
    expect([next.text.toString(), field.value, field.selectionStart]).toEqual(['the last bus!', 'the last bus!', 13]);
    next.end();
    // The same text again is no other generation
    const again = new BoundText(next.text, 100, 'w', 'desk/1#draft').attach(field);
    expect(next.text.toString()).toBe('the last bus!');
    again();
  });

  it('takes the word that was being composed when the field was closed', () => {
    const text = new Y.Doc().getText('draft');
    const { field } = bind(text);
    field.focus();
    field.dispatchEvent(new Event('compositionstart'));
    type(field, 'ko');
    field.readOnly = true;
    type(field, 'こ');
    field.dispatchEvent(new Event('compositionend'));
    expect(text.toString()).toBe('こ');
    type(field, 'こx');
    expect(text.toString()).toBe('こ');
  });

  it('keeps what is more than the text holds', () => {
    const text = new Y.Doc().getText('draft');
    const { field, end } = bind(text);
    type(field, 'the van comes never');
    const next = rebind(field, end, 'Oh the van', 10);
    expect(next.text.toString()).toBe('Oh the van');
    expect(field.value).toContain('mes never');
    next.end();
  });
});
