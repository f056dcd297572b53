// The script of the front page.
import { mountPage } from '../lib/mount';
import Home from '../pages/Home.svelte';

mountPage(Home);
