// The script of the page that starts a workshop.
import New from '../pages/New.svelte';
import { mountSite } from '../pages/site';

mountSite(New);
