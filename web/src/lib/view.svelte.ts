// What this screen is shown: a map of cells, kept apart by kind so that a change of one kind wakes nobody who reads another.
import { SvelteMap } from 'svelte/reactivity';
import type {
  ActionsCell,
  AsideCell,
  BriefCell,
  Capability,
  Cell,
  ChoiceCell,
  ClockCell,
  ClosingCell,
  CoreCell,
  CrowdCell,
  ExtendedCell,
  FeedbackCell,
  GroupCell,
  GonePerson,
  LeadCell,
  LeadershipCell,
  LinksCell,
  MessageCell,
  MineCell,
  MyAnswersCell,
  MyLinesCell,
  MyNotesCell,
  NextCell,
  NoteCell,
  OrganisationCell,
  PassRow,
  PollCell,
  PollKind,
  ProgrammeCell,
  RoundCell,
  RoundKind,
  ScriptCell,
  SeatCell,
  ServerFrame,
  SourceCell,
  StageCell,
  StageView,
  StepView,
  TeamCell,
  Theme,
  WorkshopCell,
  WritingCell,
} from './protocol.gen';
import { setZone } from './zone.svelte';

type Kind = Cell['type'];
type Of<K extends Kind> = Extract<Cell, { type: K }>;
type Shelf = SvelteMap<string, Cell>;

/** Every kind; the compiler sees to it that none is missing. */
const KINDS = Object.keys({
  workshop: 0,
  programme: 0,
  script: 0,
  source: 0,
  message: 0,
  lead: 0,
  gone: 0,
  crowd: 0,
  passes: 0,
  links: 0,
  closing: 0,
  stage: 0,
  clock: 0,
  seat: 0,
  organisation: 0,
  aside: 0,
  writing: 0,
  note: 0,
  group: 0,
  team: 0,
  brief: 0,
  feedback: 0,
  poll: 0,
  round: 0,
  choice: 0,
  core: 0,
  extended: 0,
  leadership: 0,
  actions: 0,
  next: 0,
  mine: 0,
  my_notes: 0,
  my_lines: 0,
  my_answers: 0,
} satisfies Record<Kind, 0>) as Kind[];

/** The map of cells, typed and sorted. Every getter is reactive. */
export class View {
  /** All made at once: what is first made inside a $derived is not followed by it. */
  readonly #shelves = new Map<Kind, Shelf>(KINDS.map((kind) => [kind, new SvelteMap<string, Cell>()]));
  #complete = $state(false);
  #coming: Record<string, Cell> | undefined;

  /** Everybody who is in; facilitators see those at the door under `atTheDoor`. */
  readonly seats: readonly SeatCell[] = $derived(
    this.#all('seat')
      .filter((seat) => !seat.waiting)
      .sort((a, b) => a.id - b.id),
  );
  readonly atTheDoor: readonly SeatCell[] = $derived(
    this.#all('seat')
      .filter((seat) => seat.waiting)
      .sort((a, b) => a.id - b.id),
  );
  /** The convener first, then by number. */
  readonly organisations: readonly OrganisationCell[] = $derived(
    this.#all('organisation').sort((a, b) => Number(b.convener) - Number(a.convener) || a.id - b.id),
  );
  readonly notes: readonly NoteCell[] = $derived(this.#all('note').sort((a, b) => byText(a.id, b.id)));
  readonly groups: readonly GroupCell[] = $derived(
    this.#all('group').sort((a, b) => a.order - b.order || byText(a.id, b.id)),
  );
  readonly teams: readonly TeamCell[] = $derived(this.#all('team').sort((a, b) => a.id - b.id));
  readonly briefs: readonly BriefCell[] = $derived(this.#all('brief').sort((a, b) => a.team - b.team));
  readonly rounds: readonly RoundCell[] = $derived(this.#all('round'));
  readonly polls: readonly PollCell[] = $derived(this.#all('poll').sort((a, b) => byText(a.id, b.id)));
  /** Every step in the programme's order. */
  readonly steps: readonly StepView[] = $derived(this.programme?.stages.flatMap((stage) => stage.steps) ?? []);

  /**
   * Applies one `cells` frame. Written in one go, so that the page follows once; where all cells come in several frames, those that are there stand until none is
   * missing. True: now they are all there.
   */
  apply({ set, gone, whole, more }: Omit<Extract<ServerFrame, { type: 'cells' }>, 'type'>): boolean {
    if (whole) this.#coming = {};
    if (this.#coming) {
      set = Object.assign(this.#coming, set);
      for (const key of gone) delete set[key];
      if (more) return false;
      this.#coming = undefined;
      this.#keepOnly(set);
      this.#complete = whole = true;
    }
    for (const [key, cell] of Object.entries(set)) this.#shelves.get(cell.type)?.set(key, cell);
    for (const key of gone) for (const shelf of this.#shelves.values()) shelf.delete(key);
    if (this.workshop) setZone(this.workshop.details.zone);
    return whole;
  }

  /** Have all cells come once? */
  get complete(): boolean {
    return this.#complete;
  }

  get workshop(): WorkshopCell | undefined {
    return this.#one('workshop', 'workshop');
  }
  get programme(): ProgrammeCell | undefined {
    return this.#one('programme', 'programme');
  }
  get script(): ScriptCell | undefined {
    return this.#one('script', 'script');
  }
  get source(): SourceCell | undefined {
    return this.#one('source', 'source');
  }
  get message(): MessageCell | undefined {
    return this.#one('message', 'message');
  }
  get lead(): LeadCell | undefined {
    return this.#one('lead', 'lead');
  }
  /** Who was removed without their notes; facilitators alone know. */
  get gone(): readonly GonePerson[] {
    return this.#one('gone', 'gone')?.people ?? [];
  }
  /** Many who came from one place; facilitators alone know. */
  get crowd(): CrowdCell | undefined {
    return this.#one('crowd', 'crowd');
  }
  /** Links and consoles; facilitators alone know. */
  get passes(): readonly PassRow[] {
    return this.#one('passes', 'passes')?.rows ?? [];
  }
  get links(): LinksCell | undefined {
    return this.#one('links', 'links');
  }
  get closing(): ClosingCell | undefined {
    return this.#one('closing', 'closing');
  }
  get stage(): StageCell | undefined {
    return this.#one('stage', 'stage');
  }
  get clock(): ClockCell | undefined {
    return this.#one('clock', 'clock');
  }
  get writing(): WritingCell | undefined {
    return this.#one('writing', 'writing');
  }
  get choice(): ChoiceCell | undefined {
    return this.#one('choice', 'choice');
  }
  get core(): CoreCell | undefined {
    return this.#one('core', 'plan/core');
  }
  get extended(): ExtendedCell | undefined {
    return this.#one('extended', 'plan/extended');
  }
  get leadership(): LeadershipCell | undefined {
    return this.#one('leadership', 'plan/leadership');
  }
  get actions(): ActionsCell | undefined {
    return this.#one('actions', 'plan/actions');
  }
  get next(): NextCell | undefined {
    return this.#one('next', 'plan/next');
  }
  get mine(): MineCell | undefined {
    return this.#one('mine', 'mine');
  }
  get myNotes(): MyNotesCell | undefined {
    return this.#one('my_notes', 'mine/notes');
  }
  get myLines(): MyLinesCell | undefined {
    return this.#one('my_lines', 'mine/lines');
  }
  myAnswers(poll: string): MyAnswersCell | undefined {
    return this.#one('my_answers', `mine/answers/${poll}`);
  }
  seat(id: number | null | undefined): SeatCell | undefined {
    return this.#one('seat', `seat/${id}`);
  }
  organisation(id: number | null | undefined): OrganisationCell | undefined {
    return this.#one('organisation', `organisation/${id}`);
  }
  aside(id: number): AsideCell | undefined {
    return this.#one('aside', `aside/${id}`);
  }
  note(id: string): NoteCell | undefined {
    return this.#one('note', `note/${id}`);
  }
  group(id: string | null | undefined): GroupCell | undefined {
    return this.#one('group', `group/${id}`);
  }
  team(id: number | null | undefined): TeamCell | undefined {
    return this.#one('team', `team/${id}`);
  }
  brief(id: number | null | undefined): BriefCell | undefined {
    return this.#one('brief', `brief/${id}`);
  }
  feedback(id: number): FeedbackCell | undefined {
    return this.#one('feedback', `feedback/${id}`);
  }
  poll(id: string): PollCell | undefined {
    return this.#one('poll', `poll/${id}`);
  }
  /** The round of a kind: the live step's if it holds one, else the last one there was. */
  round(kind: RoundKind): RoundCell | undefined {
    return this.#latest(this.rounds.filter((round) => round.kind === kind));
  }

  /** The lanes of the wall. */
  get themes(): readonly Theme[] {
    return this.workshop?.details.themes ?? [];
  }

  /** A theme's place in the workshop's list; -1 for none, in which notes stand that have no theme of it (W23). */
  themePlace(id: string): number {
    return this.themes.findIndex((theme) => theme.id === id);
  }

  /** The live step. */
  get step(): StepView | undefined {
    return this.steps.find((step) => step.id === this.stage?.step);
  }

  /** The step with this id. */
  stepOf(id: string | null | undefined): StepView | undefined {
    return this.steps.find((step) => step.id === id);
  }

  /** The stage that a step belongs to. */
  stageOf(step: string | null | undefined): StageView | undefined {
    return this.programme?.stages.find((stage) => stage.steps.some(({ id }) => id === step));
  }

  /** May this be done in the live step? */
  can(capability: Capability): boolean {
    return this.stage?.does.includes(capability) ?? false;
  }

  /** The poll of a kind: the live step's if it asks one, else the last one there is. */
  pollOf(kind: PollKind): PollCell | undefined {
    return this.#latest(this.polls.filter((poll) => poll.kind === kind));
  }

  /** Names of seats, for a sentence; those that are gone are left out. */
  names(seats: readonly number[]): string[] {
    return seats.map((id) => this.seat(id)?.name ?? '').filter((name) => name !== '');
  }

  /** The workshop is closed: it can be read. */
  get closed(): boolean {
    return this.workshop?.closed_at != null;
  }

  /** Of what steps have of one kind, the live step's, or else what the last of the steps had. */
  #latest<C extends { step: string }>(cells: C[]): C | undefined {
    const place = ({ step }: C) =>
      step === this.stage?.step ? Infinity : this.steps.findIndex(({ id }) => id === step);
    return cells.sort((a, b) => place(a) - place(b)).at(-1);
  }

  #shelf(kind: Kind): Shelf {
    const shelf = this.#shelves.get(kind);
    if (shelf === undefined) throw new Error(`no such kind of cell: ${kind}`);
    return shelf;
  }

  #one<K extends Kind>(kind: K, key: string): Of<K> | undefined {
    return this.#shelf(kind).get(key) as Of<K> | undefined;
  }

  #all<K extends Kind>(kind: K): Of<K>[] {
    return [...this.#shelf(kind).values()] as Of<K>[];
  }

  #keepOnly(set: Record<string, Cell>): void {
    for (const shelf of this.#shelves.values())
      for (const key of [...shelf.keys()]) if (!(key in set)) shelf.delete(key);
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
