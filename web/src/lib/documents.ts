// Everything that reads and writes the documents, in one place to import from.
export * from './board';
export * from './board-changes';
export * from './desk';
export * from './form-texts';
export * from './lists';
export { Observed } from './observed.svelte';
