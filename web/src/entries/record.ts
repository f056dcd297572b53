// The script of the record page.
import { mountPage } from '../lib/mount';
import Record from '../pages/Record.svelte';

mountPage(Record);
