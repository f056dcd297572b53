// Lines that somebody pasted, to be made into notes: from a spreadsheet, a document or a list, with the signs of their origin taken away.

/** Everything that ends a line anywhere: Word's and Excel's own breaks, and Unicode's, beside the usual ones. */
const BREAK = '\\r\\n|[\\n\\r\\u000B\\u000C\\u0085\\u2028\\u2029]';
const IN_CELLS = '\\t\\n\\r\\u000B\\u000C\\u0085\\u2028\\u2029';
/** A cell as a spreadsheet writes it: in quotes where it holds a break or a tab itself. */
const CELL = new RegExp(`"((?:[^"]|"")*)"(?=$|[${IN_CELLS}])|[^${IN_CELLS}]*`, 'uy');
const NEXT = new RegExp(`(\\t)|${BREAK}`, 'uy');
/** What stands before an item of a list: a bullet, a number. */
const MARK = /^(?:[-*•·▪◦‣–—o]|\(?\d{1,4}[.)]?)$/u;
const BULLET = /^(?:[-*•·▪◦‣–]\s+|\d{1,3}[.)]\s+)/u;

/** The lines of a text, without empty ones; the cells of a row are put together as a sentence would have them. */
export function linesOf(text: string): string[] {
  const rows = rowsOf(text).filter((row) => row.length > 0);
  const numbered = rows.length > 1 && rows.every(([first = '', ...others]) => others.length > 0 && MARK.test(first));
  const lines = rows.map((row) => (numbered ? row.slice(1) : row).join(', '));
  const listed = lines.length > 1 && lines.every((line) => BULLET.test(line));
  return listed ? lines.map((line) => line.replace(BULLET, '')) : lines;
}

/** The rows of a text, each with its cells that say something. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at <= text.length;) {
    CELL.lastIndex = at;
    const [whole = '', quoted] = CELL.exec(text) ?? [];
    const cell = plain(quoted !== undefined && needsQuotes(quoted) ? quoted.replaceAll('""', '"') : whole);
    if (cell !== '') rows.at(-1)?.push(cell);
    at += whole.length;
    NEXT.lastIndex = at;
    const next = NEXT.exec(text);
    if (next === null) break;
    if (next[1] === undefined) rows.push([]);
    at += next[0].length;
  }
  return rows;
}

/** Somebody's own quotation marks stay. */
function needsQuotes(quoted: string): boolean {
  return new RegExp(`[${IN_CELLS}]|""`, 'u').test(quoted);
}

/** A break inside a cell does not break its note. */
function plain(cell: string): string {
  return cell.replace(new RegExp(`[${IN_CELLS}]+`, 'gu'), ' ').trim();
}

/** What a field was given with one stroke: the stretch in which its text after it differs from the one before. */
export function pastedBetween(before: string, after: string): { at: number; text: string } {
  let at = 0;
  while (at < before.length && at < after.length && before[at] === after[at]) at += 1;
  let end = 0;
  while (end < before.length - at && end < after.length - at && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { at, text: after.slice(at, after.length - end) };
}

/** A long text in pieces that each fit into a note, broken between words where that is possible. */
export function piecesOf(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const space = rest.slice(0, most + 1).search(/\s\S*$/u);
    // Never between the halves of one character
    const cut = space > 0 ? space : /[\uD800-\uDBFF]/.test(rest[most - 1] ?? '') ? most - 1 : most;
    pieces.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
}
