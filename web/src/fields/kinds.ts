// Which component a kind of field is filled in with; the compiler sees to it that none is missing.
import type { Component } from 'svelte';
import type { FieldKind } from '../lib/protocol.gen';
import Day from './Day.svelte';
import Groups from './Groups.svelte';
import Select from './Select.svelte';
import type { FieldProps } from './spot';
import Tick from './Tick.svelte';
import Words from './Words.svelte';

/** One for every kind. */
export const KINDS: Record<FieldKind, Component<FieldProps>> = {
  text: Words,
  line: Words,
  organisation: Select,
  person: Select,
  date: Day,
  moment: Day,
  choice: Select,
  scale: Select,
  tick: Tick,
  groups: Groups,
};
