// Which component a form that has no role is filled in with, by what it is about; the compiler sees to it that none is missing.
import type { Component } from 'svelte';
import type { About, Form } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import GroupForms from './GroupForms.svelte';
import OrganisationForms from './OrganisationForms.svelte';
import TeamForms from './TeamForms.svelte';
import WorkshopForm from './WorkshopForm.svelte';

/** One for each. */
export const ABOUT: Record<About, Component<{ session: Session; form: Form }>> = {
  workshop: WorkshopForm,
  organisation: OrganisationForms,
  team: TeamForms,
  group: GroupForms,
};
