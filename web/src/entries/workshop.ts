// The script of a workshop's page, shared by facilitators and participants.
import { mountPage } from '../lib/mount';
import Workshop from '../pages/Workshop.svelte';

mountPage(Workshop);
