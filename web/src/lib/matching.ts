// Offers and asks: the lines of the organisations' cards, and which of them may belong together. A suggestion is nothing but shared words;
// people decide.
import { CARD_LINE_CHARS, type LinkRow, type OfferHeading, type OrganisationCell } from './protocol.gen';
import { stemsOf } from './stems';

/** The headings of offers, in the order of the card. */
export const OFFER_HEADINGS = ['spaces', 'skills', 'networks', 'impact'] as const satisfies readonly OfferHeading[];

/** A line of what an organisation brings. */
export interface Offer {
  key: string;
  organisation: number;
  heading: OfferHeading;
  text: string;
}

/** A line of what an organisation hopes to get. */
export interface Ask {
  key: string;
  organisation: number;
  text: string;
}

/** An offer and an ask that share words. */
export interface Suggestion {
  key: string;
  offer: Offer;
  ask: Ask;
  /** The words of the ask that are in the offer, too. */
  words: string[];
}

/** More suggestions than these are a list to read, not a help. */
const SUGGESTIONS_MOST = 8;
/** The best for each ask. */
const SUGGESTIONS_FOR_ASK = 2;
/** A word in a larger share of all lines says nothing about two of them; below so many lines, shares mean nothing. */
const COMMON_SHARE = 0.34;
const COMMON_LEAST = 6;

/** What all cards offer. */
export function offersOf(organisations: readonly OrganisationCell[]): Offer[] {
  return organisations.flatMap(({ id, card }) =>
    OFFER_HEADINGS.flatMap((heading) =>
      linesOf(card[heading]).map((text) => ({ key: `${id}/${heading}/${text}`, organisation: id, heading, text })),
    ),
  );
}

/** What all cards ask for. */
export function asksOf(organisations: readonly OrganisationCell[]): Ask[] {
  return organisations.flatMap(({ id, card }) =>
    linesOf(card.hope).map((text) => ({ key: `${id}/${text}`, organisation: id, text })),
  );
}

/** The link of an offer with an ask, if there is one. */
export function linkOf(links: readonly LinkRow[], offer: Offer, ask: Ask): LinkRow | undefined {
  return links.find((link) => answers(link, offer) && isAskedBy(link, ask));
}

/** Is this the link's offer? */
export function answers(link: LinkRow, offer: Offer): boolean {
  return link.organisation === offer.organisation && link.heading === offer.heading && link.offer === offer.text;
}

/** Is this the link's ask? */
export function isAskedBy(link: LinkRow, ask: Ask): boolean {
  return link.asker === ask.organisation && link.ask === ask.text;
}

/** Pairs of different organisations that share telling words and are not linked yet, the most telling first. */
export function suggest(offers: readonly Offer[], asks: readonly Ask[], links: readonly LinkRow[]): Suggestion[] {
  const stems = new Map([...offers, ...asks].map((line) => [line.key, stemsOf(line.text)]));
  const weight = weights([...stems.values()]);
  const ranked = asks.flatMap((ask) =>
    offers
      .filter((offer) => offer.organisation !== ask.organisation && !linkOf(links, offer, ask))
      .map((offer) => compared(offer, ask, stems, weight))
      .filter(({ score }) => score > 0)
      .sort(byScore)
      .slice(0, SUGGESTIONS_FOR_ASK),
  );
  return ranked
    .sort(byScore)
    .slice(0, SUGGESTIONS_MOST)
    .map(({ suggestion }) => suggestion);
}

interface Ranked {
  suggestion: Suggestion;
  score: number;
}

type Stems = ReadonlyMap<string, string>;

function compared(offer: Offer, ask: Ask, stems: ReadonlyMap<string, Stems>, weight: (stem: string) => number): Ranked {
  const offered = stems.get(offer.key);
  const shared = [...(stems.get(ask.key) ?? [])].filter(([stem]) => offered?.has(stem) && weight(stem) > 0);
  return {
    suggestion: { key: `${offer.key}→${ask.key}`, offer, ask, words: shared.map(([, word]) => word) },
    score: shared.reduce((sum, [stem]) => sum + weight(stem), 0),
  };
}

/** How telling a word is: the rarer, the more. Words that stand in many lines tell nothing. */
function weights(lines: readonly Stems[]): (stem: string) => number {
  const counts = new Map<string, number>();
  for (const line of lines) for (const stem of line.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const most = Math.max(COMMON_LEAST, lines.length * COMMON_SHARE);
  return (stem) => {
    const count = counts.get(stem) ?? 0;
    return count > most ? 0 : 1 / Math.sqrt(Math.max(1, count));
  };
}

function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || (a.suggestion.key < b.suggestion.key ? -1 : 1);
}

/** A field's lines; each is an offer or an ask. The same line twice is one, and one that is too long cannot be linked. */
function linesOf(field: string): string[] {
  const lines = field.split('\n').map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== '' && [...line].length <= CARD_LINE_CHARS);
}
