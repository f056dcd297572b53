// The script of the wall.
import { mountPage } from '../lib/mount';
import Wall from '../wall/Wall.svelte';

mountPage(Wall);
