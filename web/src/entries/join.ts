// The script of the joining page.
import Join from '../pages/Join.svelte';
import { mountSite } from '../pages/site';

mountSite(Join);
