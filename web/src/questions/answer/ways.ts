// With what each kind of question is answered. The compiler sees to it that none is missing.
import type { Component } from 'svelte';
import type { QuestionKind } from '../../lib/protocol.gen';
import type { Answering } from './answering';
import Dots from './Dots.svelte';
import Line from './Line.svelte';
import One from './One.svelte';
import Order from './Order.svelte';
import Pick from './Pick.svelte';
import Scale from './Scale.svelte';
import Several from './Several.svelte';

export const WAYS: Record<QuestionKind, Component<Answering>> = {
  scale: Scale,
  one: One,
  several: Several,
  dots: Dots,
  pick: Pick,
  order: Order,
  line: Line,
};
