// What a phone shows and says of the room around it. It travels right behind the first screen, which is complete without it.
export { default as Dock } from './Dock.svelte';
export { default as Recap } from './Recap.svelte';
export { default as Signs } from './Signs.svelte';
