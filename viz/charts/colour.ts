import { interpolateCividis, interpolatePuOr, interpolateRgb, rgb } from 'd3';

/** The ten colours of published grid tasks, a little calmer, and what a person calls them. Colour c rests at phase 2πc/10. */
export const PALETTE = ['#171b24', '#2c7fd6', '#e2473d', '#37a85a', '#f3c230', '#9aa1ab', '#d54fb2', '#f18a36', '#84cdec', '#8d2a3f'];
export const COLOUR_NAMES = ['black', 'blue', 'red', 'green', 'yellow', 'grey', 'magenta', 'orange', 'light blue', 'maroon'];

const TURN = 2 * Math.PI, STEPS = 512;

/**
 * The cyclic phase scale: a circle in the plane of lightness and blue-yellow, the two contrasts that every kind of colour blindness
 * keeps, with a small red-green component for those who see it. OKLab, ours:
 *
 *   L = 0.60 + 0.25 sin φ      b = 0.12 cos φ      a = −0.05 sin φ + 0.02 cos 2φ
 *
 * φ = 0 gold, π/2 pale mint, π blue, 3π/2 plum.
 */
const wheel = Array.from({ length: STEPS }, (_, k) => {
  const phi = (TURN * k) / STEPS;
  return fromOklab(0.6 + 0.25 * Math.sin(phi), -0.05 * Math.sin(phi) + 0.02 * Math.cos(2 * phi), 0.12 * Math.cos(phi));
});

/** The wheel as pixels, for whole fields: entry k is the phase 2πk/length. The length is a power of two. */
export const phasePixels = Uint32Array.from(wheel, ([r, g, b]) => pixel(r, g, b));

/** One pixel of an ImageData as a 32-bit word (all platforms of today are little-endian). */
export function pixel(r: number, g: number, b: number): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** Red, green, blue (0..255) of a phase in radians. */
export function phaseRgb(theta: number): readonly [number, number, number] {
  const turns = theta / TURN;
  return wheel[Math.floor((turns - Math.floor(turns)) * STEPS) % STEPS];
}

export function phaseColour(theta: number): string {
  const [r, g, b] = phaseRgb(theta);
  return `rgb(${r},${g},${b})`;
}

/** Between two resting phases: the mixture of their two colours. */
const between = Array.from({ length: STEPS }, (_, k) => {
  const place = (10 * k) / STEPS, low = Math.floor(place), { r, g, b } = rgb(interpolateRgb.gamma(2.2)(PALETTE[low], PALETTE[(low + 1) % 10])(place - low));
  return `rgb(${Math.round(r)},${Math.round(g)},${Math.round(b)})`;
});

/** The colour of a grid cell whose phase is on its way between resting places. */
export function restingColour(theta: number): string {
  const turns = theta / TURN;
  return between[Math.round((turns - Math.floor(turns)) * STEPS) % STEPS];
}

/** Amounts from 0 to 1. Cividis: the same order of lightness for every eye. */
export const amount = (share: number): string => interpolateCividis(Math.max(0, Math.min(1, share)));

/** Signed values, zero in the middle: −1 purple, 1 orange. */
export const signed = (value: number): string => interpolatePuOr(0.5 + 0.5 * Math.max(-1, Math.min(1, value)));

/** Solved and not solved differ by hue, lightness and, in the charts, by shape. */
export const FATES = { both: '#2f7f86', field: '#d9a436', attention: '#6a7fc1', neither: '#a9a49a' } as const;

/** Eight kinds that every eye tells apart (Okabe and Ito's set without black, which a dark page swallows, and grey last); beyond the eighth, shapes go on. */
export const KINDS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#999999'];

function fromOklab(L: number, a: number, b: number): readonly [number, number, number] {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3, m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3, s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s]
    .map((u) => Math.round(255 * Math.max(0, Math.min(1, u <= 0.0031308 ? 12.92 * u : 1.055 * u ** (1 / 2.4) - 0.055)))) as unknown as readonly [number, number, number];
}
