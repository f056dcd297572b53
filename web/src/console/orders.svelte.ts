// What the facilitator asks for: each order is one command, and a refusal is always said, in words, where the facilitator looks.
import { createContext } from 'svelte';
import { makeCode } from '../lib/api';
import type { Command, LinkKind, StepView } from '../lib/protocol.gen';
import { refusalText } from '../lib/refusal-text';
import type { Session } from '../lib/session.svelte';
import type { Voice } from '../stage/voice';
import type { Announcer } from '../ui/announcer.svelte';
import type { Notices } from '../ui/notices.svelte';
import * as words from '../words/console.gen';

/** One per console; its parts find it in their context, and the stage's parts find it as their voice. */
export class Orders implements Voice {
  /** The last refusal, until the next order: a dialog shows it itself, because it covers the notices. */
  refused = $state<string>();

  constructor(
    readonly session: Session,
    readonly announcer: Announcer,
    /** What was refused, or what can be taken back; shown over the controls. */
    readonly notices: Notices,
  ) {}

  /** Sends a command; true once it is durable. A refusal is shown and gives false. */
  async give(command: Command): Promise<boolean> {
    this.refused = undefined;
    try {
      await this.session.command(command);
      return true;
    } catch (refused) {
      this.refuse(refused);
      return false;
    }
  }

  /** Sends a command and then says what happened, with Undo where `undo` is given. */
  async giveAndSay(command: Command, text: string, undo?: () => void): Promise<boolean> {
    const given = await this.give(command);
    if (given) this.say(text, undo);
    return given;
  }

  /** Goes to a step; where one came from is offered for a while, because a slip on the agenda moves everybody. */
  async enter(to: StepView): Promise<void> {
    const from = this.session.view.step;
    if (!from || from.id === to.id) return;
    const back = () => void this.give({ type: 'move', to: from.id, from: to.id });
    await this.giveAndSay({ type: 'move', to: to.id, from: from.id }, words.nowIn({ step: to.title }), back);
  }

  /** Makes a link with its secret; null if that was refused. */
  async link(kind: LinkKind): Promise<string | null> {
    try {
      return await this.session.link({ kind });
    } catch (refused) {
      this.refuse(refused);
      return null;
    }
  }

  /** Changes the join code; null if that was refused. */
  async newCode(): Promise<string | null> {
    try {
      return await makeCode(this.session.workshop, this.session.token);
    } catch (refused) {
      this.refuse(refused);
      return null;
    }
  }

  /** Says something to the facilitator. */
  say(text: string, onundo?: () => void): void {
    this.notices.say(text, { onundo });
  }

  /** Says a refusal in this screen's language. */
  refuse(refused: unknown): void {
    this.refused = refusalText(refused);
    this.say(this.refused);
  }
}

/** The console's orders, for its parts. */
export const [ordersOf, provideOrders] = createContext<Orders>();
