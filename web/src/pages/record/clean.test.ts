// The record as it goes into an e-mail (case 22): words and their form, and nothing else.
import { expect, it } from 'vitest';
import { clean } from './clean';

function page(html: string): HTMLElement {
  const root = document.createElement('article');
  root.innerHTML = html;
  document.body.replaceChildren(root);
  return root;
}

const RECORD = `
  <h1>Reading <em>together</em></h1>
  <div class="tools unprinted"><button><svg><path d="M0 0"/></svg>Print</button></div>
  <section><h2>Who is in</h2><dl><div><dt>In</dt><dd style="white-space: pre-wrap">Library
School &amp; more</dd></div></dl></section>
  <h3>A card <span class="badge">Chosen</span></h3>
  <table><caption>Actions</caption><thead><tr><th>What</th><th>Who</th></tr></thead>
  <tbody><tr><th>Ask <b>them</b></th><td>Ada</td></tr></tbody></table>
  <ul><li>One <span>(note)</span></li><li>&lt;script&gt;</li></ul>
  <figure><svg><text>1</text></svg></figure><span class="visually-hidden">spoken</span>`;

it('keeps headings, labels, lists and tables, and leaves out what is pressed, drawn or spoken', () => {
  const { html, text } = clean(page(RECORD));
  for (const gone of ['Print', 'svg', 'spoken', 'class', 'data:', '<em>', '<script']) expect(html).not.toContain(gone);
  expect(html).toContain('<h1 dir="auto">Reading together</h1>');
  expect(html).toContain('<strong>In:</strong> Library<br>School &amp; more</p>');
  expect(html).toContain('&lt;script&gt;');
  expect(html.length).toBeLessThan(1_500);
  expect(text).toContain('Reading together\n\nWho is in\n\nIn: Library\nSchool & more');
  expect(text).toContain('A card (Chosen)');
  expect(text).toContain('What\tWho\nAsk them\tAda');
  expect(text).toContain('- One (note)\n- <script>');
});

it('takes as much as is selected', () => {
  const root = page('<p>First words</p><p>Second words</p><p>Third</p>');
  const range = document.createRange();
  range.setStart(root.firstElementChild!.firstChild!, 6);
  range.setEnd(root.children[1]!.firstChild!, 6);
  expect(clean(root, range).text).toBe('words\n\nSecond');
});

it('keeps apart what stands side by side', () => {
  const { text } = clean(page('<p><bdi>By the library</bdi> · <bdi>Haringey</bdi></p><h3 class="lead">A card</h3>'));
  expect(text).toBe('By the library · Haringey\n\nA card');
});
