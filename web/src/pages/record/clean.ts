// The record as an e-mail takes it: headings, paragraphs, lists and tables, without the page's looks, pictures and buttons. Made from what
// the page shows, so that it is in the reader's language; all of it, or as much as is selected.
import type { Rich } from '../../lib/copy-rich';

/** Elements of the page, and as what they go into an e-mail. Any other gives its content only. */
const TAGS: { readonly [tag: string]: string } = {
  H1: 'h1',
  H2: 'h2',
  H3: 'h3',
  P: 'p',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  TABLE: 'table',
  CAPTION: 'caption',
  THEAD: 'thead',
  TBODY: 'tbody',
  TR: 'tr',
  TH: 'th',
  TD: 'td',
  STRONG: 'strong',
  BR: 'br',
};
/** Never copied: what is pressed, drawn or only spoken. */
const LEFT_OUT = 'button, a.skip, nav, svg, img, input, select, textarea, script, style, .unprinted, .visually-hidden';
/** Mail programs know no style sheets; a table without lines cannot be read there. */
const LOOKS: { readonly [tag: string]: string } = {
  table: 'border-collapse:collapse',
  caption: 'text-align:left;font-weight:bold',
  th: 'border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top',
  td: 'border:1px solid #999;padding:4px 8px;vertical-align:top',
};
/** Text that stands in one line with its neighbours in an e-mail, each way. */
const BLOCKS = new Set(['h1', 'h2', 'h3', 'p', 'ul', 'ol', 'table', 'caption', 'tr', 'li']);

type Piece = string | { tag: string; pieces: Piece[] };

/** A part of the page in both forms. With a range: as much of it as lies in there. */
export function clean(root: Element, range?: Range): Rich {
  const pieces = root.childNodes.length > 0 ? content(root, range) : [];
  const html = pieces.map(asHtml).join('');
  const text = pieces.map((piece) => asText(piece)).join('');
  return { html, text: tidy(text) };
}

/** No spaces where a line begins or ends, one empty line at most. */
function tidy(text: string): string {
  const lines = text.replace(/ {2,}/g, ' ').split('\n');
  return lines
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function content(element: Element, range: Range | undefined): Piece[] {
  return [...element.childNodes].flatMap((node) => pieceOf(node, range));
}

function pieceOf(node: Node, range: Range | undefined): Piece[] {
  if (range && !range.intersectsNode(node)) return [];
  if (node instanceof Text) return textOf(node, range);
  if (!(node instanceof HTMLElement) || node.matches(LEFT_OUT)) return [];
  const pieces = content(node, range);
  if (node.tagName === 'BR') return [{ tag: 'br', pieces }];
  if (pieces.every((piece) => typeof piece === 'string' && piece.trim() === '')) return pieces.length > 0 ? [' '] : [];
  // A label and what it says stand in one paragraph
  if (node.tagName === 'DT') return [{ tag: 'strong', pieces: [...pieces, ':'] }, ' '];
  if (node.parentElement?.tagName === 'DL' && node.tagName === 'DIV') return [{ tag: 'p', pieces }];
  if (node.classList.contains('badge')) return [' (', ...pieces, ')'];
  const tag = TAGS[node.tagName];
  return tag === undefined ? pieces : [{ tag, pieces }];
}

/** A text node, cut where the selection begins or ends in it; line breaks count where the page shows them. */
function textOf(node: Text, range: Range | undefined): Piece[] {
  const from = range?.startContainer === node ? range.startOffset : 0;
  const to = range?.endContainer === node ? range.endOffset : node.data.length;
  const text = node.data.slice(from, to);
  const keeps = node.parentElement !== null && getComputedStyle(node.parentElement).whiteSpace.startsWith('pre');
  if (!keeps) return [text.replace(/\s+/g, ' ')];
  return text.split('\n').flatMap((line, at): Piece[] => (at === 0 ? [line] : [{ tag: 'br', pieces: [] }, line]));
}

function asHtml(piece: Piece): string {
  if (typeof piece === 'string')
    return piece.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '');
  if (piece.tag === 'br') return '<br>';
  const look = LOOKS[piece.tag];
  // Each runs as its first letter does: names and notes may be Arabic or Hebrew
  const direction = BLOCKS.has(piece.tag) || piece.tag === 'td' || piece.tag === 'th' ? ' dir="auto"' : '';
  return `<${piece.tag}${direction}${look ? ` style="${look}"` : ''}>${piece.pieces.map(asHtml).join('')}</${piece.tag}>`;
}

function asText(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  const inner = piece.pieces.map(asText).join('');
  switch (piece.tag) {
    case 'br':
      return '\n';
    case 'th':
    case 'td':
      return `${inner.trim().replace(/\n+/g, ' / ')}\t`;
    case 'tr':
      return `${inner.replace(/\t+$/, '')}\n`;
    case 'li':
      return `- ${inner.trim()}\n`;
    case 'h1':
    case 'h2':
    case 'h3':
      return `\n\n${inner.trim()}\n\n`;
    default:
      return BLOCKS.has(piece.tag) ? `\n${inner.trim()}\n` : inner;
  }
}
