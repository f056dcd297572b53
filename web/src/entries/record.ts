// The script of the record page.
import Record from '../pages/Record.svelte';
import { mountSite } from '../pages/site';

mountSite(Record);
