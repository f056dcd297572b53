// The script of a workshop's page, shared by facilitators and participants.
import Workshop from '../pages/Workshop.svelte';
import { mountSite } from '../pages/site';

mountSite(Workshop);
