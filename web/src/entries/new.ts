// The script of the page that starts a workshop.
import { mountPage } from '../lib/mount';
import New from '../pages/New.svelte';

mountPage(New);
