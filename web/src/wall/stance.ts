// What an organisation's commitment says.
import type { Commitment } from '../lib/protocol.gen';
import { dateText } from '../stage/dates';
import { stanceWords } from '../stage/stances';
import { notSaidYet } from '../words/stage.gen';
import { until } from '../words/wall.gen';

/** In words, with the date until which somebody reflects. */
export function stanceText(commitment: Pick<Commitment, 'stance' | 'until'> | null): string {
  if (commitment === null) return notSaidYet();
  const said = stanceWords[commitment.stance].label();
  return commitment.until ? until({ stance: said, date: dateText(commitment.until) }) : said;
}
