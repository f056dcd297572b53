// An organisation's card, and what it keeps private (documents `card/<organisation>` and `aside/<organisation>`).

/** The card's fields, in the order of the form. */
export const CARD_FIELDS = ['does', 'priorities', 'contact', 'spaces', 'skills', 'networks', 'impact', 'hope'] as const;

/** One of them. */
export type CardField = (typeof CARD_FIELDS)[number];

/** The card's document. */
export function cardName(organisation: number): string {
  return `card/${organisation}`;
}

/** The document of what is private; its one text is `unsure`. */
export function asideName(organisation: number): string {
  return `aside/${organisation}`;
}
