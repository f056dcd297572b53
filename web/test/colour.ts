// Colour for tests: WCAG contrast, CIELAB, CIEDE2000, and how dichromats see (Machado, Oliveira and Fernandes 2009, severity 1).

/** A colour in linear light, 0 to 1 each. */
export type Linear = readonly [number, number, number];

/** CIELAB under D65. */
export type Lab = readonly [number, number, number];

/** What each kind of vision makes of linear red, green and blue, row by row. */
export const VISIONS = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** "#14302b" or "#fff" in linear light. */
export function linear(hex: string): Linear {
  const digits = hex.slice(1);
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const channel = (at: number) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(0), channel(2), channel(4)];
}

/** The WCAG contrast ratio, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function luminance([r, g, b]: Linear): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A colour as somebody with this vision sees it, in CIELAB. */
export function seenBy(vision: keyof typeof VISIONS, hex: string): Lab {
  const [r, g, b] = linear(hex);
  const m = VISIONS[vision];
  const mixed = (row: 0 | 3 | 6) => clamp(m[row] * r + (m[row + 1] ?? 0) * g + (m[row + 2] ?? 0) * b);
  return lab([mixed(0), mixed(3), mixed(6)]);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function lab([r, g, b]: Linear): Lab {
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function f(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The hue of (a, b) in degrees, 0 to 360. */
function hue(a: number, b: number): number {
  return a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}

/** The difference of two hues, -180 to 180 degrees. */
function turn(from: number, to: number): number {
  const difference = to - from;
  return Math.abs(difference) <= 180 ? difference : difference - Math.sign(difference) * 360;
}

/** CIEDE2000 with all weights 1. */
export function deltaE2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const chroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const stretch = 1.5 - 0.5 * Math.sqrt(chroma7 / (chroma7 + 25 ** 7));
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)];
  const [h1, h2] = [hue(a1 * stretch, b1), hue(a2 * stretch, b2)];
  const grey = c1 * c2 === 0;
  const dh = grey ? 0 : turn(h1, h2);
  const h = grey ? h1 + h2 : (h1 + dh / 2 + 360) % 360;
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const t =
    1 -
    0.17 * Math.cos(radians(h - 30)) +
    0.24 * Math.cos(radians(2 * h)) +
    0.32 * Math.cos(radians(3 * h + 6)) -
    0.2 * Math.cos(radians(4 * h - 63));
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const lightness = (l2 - l1) / sl;
  const colour = (c2 - c1) / (1 + 0.045 * c);
  const tint = (2 * Math.sqrt(c1 * c2) * Math.sin(radians(dh / 2))) / (1 + 0.015 * c * t);
  const bend = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * Math.sin(radians(60 * Math.exp(-(((h - 275) / 25) ** 2))));
  return Math.sqrt(lightness ** 2 + colour ** 2 + tint ** 2 + bend * colour * tint);
}
