// Moving people between teams, by menu and by drag alike, with a way back.
import type { SeatId, TeamId } from '../lib/protocol.gen';
import * as words from '../words/brief.gen';
import type { Orders } from './orders.svelte';
import { teamName } from './team-name';

/** One per list of teams. */
export class TeamMoves {
  constructor(readonly orders: Orders) {}

  /** Puts somebody into a team; undefined is a new one, null is none. */
  async move(seat: SeatId, to: TeamId | null | undefined): Promise<void> {
    const from = this.#teamOf(seat);
    if (from === to) return;
    const command =
      to === null ? ({ type: 'unassign', seat } as const) : ({ type: 'assign', seat, team: to ?? null } as const);
    const back = () => void this.#put(seat, from);
    await this.orders.giveAndSay(command, this.#told(seat, to), back);
  }

  /** Two people change places. */
  async swap(a: SeatId, b: SeatId): Promise<void> {
    const [from, to] = [this.#teamOf(a), this.#teamOf(b)];
    if (a === b || from === to) return;
    // Where one of them is in no team, there is no place to change with
    if (to === null) return this.move(a, to);
    if (from === null) return this.move(a, to);
    const change = { type: 'swap', a, b } as const;
    const told = words.swapped({ a: this.#name(a), b: this.#name(b) });
    await this.orders.giveAndSay(change, told, () => void this.orders.give(change));
  }

  /** The team that somebody is in. */
  #teamOf(seat: SeatId): TeamId | null {
    // The newest counts: rounds of everyone stand beside the teams of before
    return this.orders.session.view.teams.filter(({ seats }) => seats.includes(seat)).at(-1)?.id ?? null;
  }

  /** Back to where somebody was; a team that has gone since is made anew. */
  async #put(seat: SeatId, team: TeamId | null): Promise<void> {
    const there = this.orders.session.view.team(team) !== undefined;
    if (team === null) await this.orders.give({ type: 'unassign', seat });
    else await this.orders.give({ type: 'assign', seat, team: there ? team : null });
  }

  #told(seat: SeatId, to: TeamId | null | undefined): string {
    const name = this.#name(seat);
    if (to === null) return words.outOfTeam({ name });
    return to === undefined
      ? words.intoNewTeam({ name })
      : words.intoTeam({ name, team: teamName(this.orders.session.view, to) });
  }

  #name(seat: SeatId): string {
    return this.orders.session.view.seat(seat)?.name ?? '';
  }
}
