// The pictures of a participant's first screen; see icons.ts.
import type { IconPath } from './icons';

/** Lucide "arrow-right". */
export const arrowRight: IconPath = 'M5 12h14M12 5l7 7-7 7';
/** Lucide "check". */
export const check: IconPath = 'M20 6 9 17l-5-5';
/** Lucide "cloud-check". */
export const cloudCheck: IconPath = 'M17 15l-5.5 5.5L9 18M5.516 16.07A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 3.501 7.327';
/** Lucide "cloud-upload". */
export const cloudUpload: IconPath = 'M12 13v8M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242M8 17l4-4 4 4';
/** Lucide "hand". */
export const hand: IconPath =
  'M18 11V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2M14 10V4a2 2 0 0 0-2-2a2 2 0 0 0-2 2v2M10 10.5V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2v8M18 8a2 2 0 1 1 4 0v6a8 8 0 0 1-8 8h-2c-2.8 0-4.5-.86-5.99-2.34l-3.6-3.6a2 2 0 0 1 2.83-2.82L7 15';
/** Lucide "menu". */
export const menu: IconPath = 'M4 5h16M4 12h16M4 19h16';
/** Lucide "refresh-cw". */
export const refresh: IconPath =
  'M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16M8 16H3v5';
/** Lucide "undo-2". */
export const undo: IconPath = 'M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11';
/** Lucide "wifi-off". */
export const wifiOff: IconPath =
  'M12 20h.01M8.5 16.429a5 5 0 0 1 7 0M5 12.859a10 10 0 0 1 5.17-2.69M19 12.859a10 10 0 0 0-2.007-1.523M2 8.82a15 15 0 0 1 4.177-2.643M22 8.82a15 15 0 0 0-11.288-3.764M2 2l20 20';
/** Lucide "x". */
export const x: IconPath = 'M18 6 6 18M6 6l12 12';
