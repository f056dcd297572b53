// The script of the joining page.
import { mountPage } from '../lib/mount';
import Join from '../pages/Join.svelte';

mountPage(Join);
