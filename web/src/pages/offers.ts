// The programmes that a workshop can be made from: the built-in ones, one's own, and what came from a file or another workshop.
import type { Programme } from '../lib/protocol.gen';
import { ownProgrammes } from '../programme/own';
import { copyOf } from '../programme/steps';
import type { WorkshopForm } from './workshop-form';

/** One of them, as it is before anybody changes it here. */
export interface Offer {
  key: string;
  programme: Programme;
  kind: 'built-in' | 'own' | 'file' | 'copy';
}

/** The programme that a workshop has if nobody chooses. */
const USUAL = 'co-creation';
/** Keys of programmes that the form alone holds. */
const HELD = /^(file:|copy$)/u;

/** All of them. */
export function offers(builtIn: readonly Programme[], form: WorkshopForm): Offer[] {
  const held = Object.entries(form.programmes).filter(([key]) => HELD.test(key));
  return [
    ...held.map(([key, programme]): Offer => ({ key, programme, kind: key === 'copy' ? 'copy' : 'file' })),
    ...builtIn.map((programme): Offer => ({ key: `built-in:${programme.id}`, programme, kind: 'built-in' })),
    ...ownProgrammes().map((programme): Offer => ({ key: `own:${programme.title}`, programme, kind: 'own' })),
  ];
}

/** The one that the form has chosen, else the usual one. */
export function chosen(all: readonly Offer[], base: string): Offer | undefined {
  return all.find(({ key }) => key === base) ?? all.find(({ key }) => key === `built-in:${USUAL}`) ?? all[0];
}

/** Puts a programme from a file into the form and chooses it. */
export function hold(form: WorkshopForm, programme: Programme): void {
  form.base = `file:${programme.title}`;
  form.programmes[form.base] = copyOf(programme);
}
