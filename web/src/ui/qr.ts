// A QR code as one SVG path, in which neighbouring modules of a row are joined so that no hair lines show between them.
import { qrModules } from './qr-modules';

/** Modules of white around a code: the least that ISO/IEC 18004 asks for. */
const QUIET_ZONE = 4;

/** The path of the dark modules, and the side of the square in modules, quiet zone included. */
export interface QrPath {
  path: string;
  size: number;
}

/** Encodes a text (at most 2331 bytes) with medium error correction; throws a RangeError when it is longer. */
export function qrPath(text: string): QrPath {
  const modules = qrModules(text);
  const runs = modules.flatMap((row, y) =>
    darkRuns(row).map(([x, length]) => `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h${length}v1h-${length}z`),
  );
  return { path: runs.join(''), size: modules.length + 2 * QUIET_ZONE };
}

function darkRuns(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
