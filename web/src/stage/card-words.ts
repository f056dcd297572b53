// How the fields of an organisation's card are called.
import type { CardField } from '../lib/card';
import { oneAskPerLine } from '../words/offers.gen';
import * as words from '../words/stage.gen';

/** Label and hint of each field. */
export const cardWords: Record<CardField, { label: () => string; hint?: () => string }> = {
  does: { label: words.cardDoes },
  priorities: { label: words.cardPriorities },
  contact: { label: words.cardContact, hint: words.cardContactHint },
  spaces: { label: words.cardSpaces },
  skills: { label: words.cardSkills },
  networks: { label: words.cardNetworks },
  impact: { label: words.cardImpact },
  hope: { label: words.cardHope, hint: oneAskPerLine },
};

/** The fields under "What we bring". */
export const BRINGS: readonly CardField[] = ['spaces', 'skills', 'networks', 'impact'];
