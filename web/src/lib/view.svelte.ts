// What this screen is shown: a map of cells, kept apart by kind so that a change of one kind wakes nobody who reads another.
import { SvelteMap } from 'svelte/reactivity';
import type {
  Capability,
  Cell,
  ChoiceCell,
  ClockCell,
  ClosingCell,
  CrowdCell,
  FeedbackCell,
  FieldRole,
  Form,
  FormCell,
  FormRole,
  GroupCell,
  GonePerson,
  LeadCell,
  LinksCell,
  List,
  ListRole,
  MessageCell,
  MineCell,
  MyAnswersCell,
  MyLinesCell,
  MyNotesCell,
  NoteCell,
  OrganisationCell,
  PassRow,
  PollCell,
  ProgrammeCell,
  Question,
  QuestionId,
  QuestionRole,
  RoundCell,
  RoundKind,
  RowCell,
  ScriptCell,
  SeatCell,
  ServerFrame,
  SourceCell,
  StageCell,
  StageView,
  StepView,
  TeamCell,
  Theme,
  Value,
  WorkshopCell,
  WritingCell,
} from './protocol.gen';
import { setZone } from './zone.svelte';

type Kind = Cell['type'];
type Of<K extends Kind> = Extract<Cell, { type: K }>;
type Shelf = SvelteMap<string, Cell>;

/** What a form is about: an organisation's or team's number, a group's id; '' for the workshop. */
export type Subject = string | number | null | undefined;

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
  form: 0,
  private: 0,
  writing: 0,
  note: 0,
  group: 0,
  team: 0,
  feedback: 0,
  poll: 0,
  round: 0,
  choice: 0,
  row: 0,
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
  readonly rounds: readonly RoundCell[] = $derived(this.#all('round'));
  /** The rows of every list, each list's in order. */
  readonly #rows: ReadonlyMap<string, RowCell[]> = $derived.by(() => {
    const lists = new Map<string, RowCell[]>();
    for (const row of this.#all('row').sort((a, b) => a.order - b.order || byText(a.id, b.id))) {
      const rows = lists.get(row.list);
      if (rows) rows.push(row);
      else lists.set(row.list, [row]);
    }
    return lists;
  });
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
  note(id: string): NoteCell | undefined {
    return this.#one('note', `note/${id}`);
  }
  group(id: string | null | undefined): GroupCell | undefined {
    return this.#one('group', `group/${id}`);
  }
  team(id: number | null | undefined): TeamCell | undefined {
    return this.#one('team', `team/${id}`);
  }
  feedback(id: number): FeedbackCell | undefined {
    return this.#one('feedback', `feedback/${id}`);
  }
  /** The round of a kind: the live step's if it holds one, else the last one there was. */
  round(kind: RoundKind): RoundCell | undefined {
    return this.#latest(this.rounds.filter((round) => round.kind === kind));
  }

  /** Every form that the programme declares. */
  get forms(): readonly Form[] {
    return this.programme?.forms ?? [];
  }
  /** The form of that role. */
  formFor(role: FormRole): Form | undefined {
    return this.forms.find(({ is }) => is === role);
  }
  /** What stands in a form about this; nothing while it is empty, or not to be read from here. */
  form(id: string | undefined, subject: Subject = ''): FormCell | undefined {
    return this.#one('form', subject === '' ? `form/${id}` : `form/${id}/${subject}`);
  }
  /** What an organisation has written into the private fields of a form; facilitators alone are told. */
  privateForm(id: string, organisation: number): FormCell | undefined {
    return this.#one('private', `private/${id}/${organisation}`);
  }
  /** What stands in the field of a role, in the form of a role about this. */
  valueFor(role: FormRole, subject: Subject, field: FieldRole): Value | undefined {
    const form = this.formFor(role);
    const id = form?.fields.find(({ is }) => is === field)?.id;
    return id === undefined ? undefined : this.form(form?.id, subject)?.values[id];
  }
  /** The same as words; empty where there are none. */
  textFor(role: FormRole, subject: Subject, field: FieldRole): string {
    const value = this.valueFor(role, subject, field);
    return typeof value === 'string' ? value : '';
  }
  /** Does the live step fill in the form of that role? */
  fills(role: FormRole): boolean {
    const id = this.formFor(role)?.id;
    return id !== undefined && (this.step?.fills.includes(id) ?? false);
  }

  /** Every list that the programme declares. */
  get lists(): readonly List[] {
    return this.programme?.lists ?? [];
  }
  /** The list of that role; the first, if there are several. */
  listFor(role: ListRole): List | undefined {
    return this.lists.find(({ is }) => is === role);
  }
  /** What stands in a list, in order. */
  rows(list: List | undefined): readonly RowCell[] {
    return this.#rows.get(list?.id ?? '') ?? [];
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

  /** What the programme asks. */
  get questions(): readonly Question[] {
    return this.programme?.questions ?? [];
  }

  /** The poll of a question: the live step's if it asks it, else the last one there is. */
  pollOf(question: QuestionId): PollCell | undefined {
    return this.#latest(this.polls.filter((poll) => poll.question.id === question));
  }

  /** The poll of the question with a role. */
  pollFor(role: QuestionRole): PollCell | undefined {
    return this.#latest(this.polls.filter((poll) => poll.question.is === role));
  }

  /** Does the live step ask the question with this role? */
  asksFor(role: QuestionRole): boolean {
    return this.questions.some(({ id, is }) => is === role && this.step?.asks.includes(id));
  }

  /** The polls of the live step, in the order in which it asks them. */
  get stepPolls(): readonly PollCell[] {
    const place = ({ question }: PollCell) => this.step?.asks.indexOf(question.id) ?? -1;
    return this.polls.filter(({ step }) => step === this.stage?.step).sort((a, b) => place(a) - place(b));
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
