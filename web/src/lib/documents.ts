// Everything that reads and writes the documents, in one place to import from.
export * from './board';
export * from './board-changes';
export * from './brief';
export * from './card';
export * from './desk';
export * from './plan';
export { Observed } from './observed.svelte';
