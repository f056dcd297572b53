// How a theme is told apart: colour, shape and word (rule 22). The five papers and five shapes make 25 pairs; a workshop has fewer themes.

/** The note papers of tokens.css, in the order in which themes take them. */
export const papers = ['lemon', 'sky', 'coral', 'mint', 'lilac'] as const;

/** The shapes, in the order in which themes take them. */
export const shapes = ['circle', 'triangle', 'square', 'plus', 'diamond'] as const;

/** A note paper: its colour and gum strip; the plain one is for notes without a theme. */
export type Paper = (typeof papers)[number] | 'plain';

/** A shape on a gum strip. */
export type Shape = (typeof shapes)[number];

/** What a theme looks like; its word is the theme's own title. */
export interface ThemeMark {
  paper: Paper;
  /** Null for none. */
  shape: Shape | null;
}

/** Each shape as one path on a 12 by 12 grid. */
export const shapePaths: Record<Shape, string> = {
  circle: 'M1 6a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z',
  triangle: 'M6 .8 11.6 11H.4z',
  square: 'M1.2 1.2h9.6v9.6H1.2z',
  plus: 'M4.2.6h3.6v3.6h3.6v3.6H7.8v3.6H4.2V7.8H.6V4.2h3.6z',
  diamond: 'M6 .2 11.8 6 6 11.8.2 6z',
};

/**
 * The mark of the theme at this place in the workshop's list (0 is the first). The sixth theme takes the first paper again with the
 * next shape, so that no two of the first 25 themes look alike. A place that is none (-1) has plain paper and no shape.
 */
export function themeMark(place: number): ThemeMark {
  if (!(place >= 0)) return { paper: 'plain', shape: null };
  const at = Math.trunc(place);
  const round = Math.floor(at / papers.length);
  return {
    paper: papers[at % papers.length] ?? 'lemon',
    shape: shapes[(at + round) % shapes.length] ?? 'circle',
  };
}
