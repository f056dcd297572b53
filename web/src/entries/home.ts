// The script of the front page.
import Home from '../pages/Home.svelte';
import { mountSite } from '../pages/site';

mountSite(Home);
