// The ten colours of grids and the colours of phases, as the charts have them (viz/charts/colour.ts).
export const PALETTE = ['#171b24', '#2c7fd6', '#e2473d', '#37a85a', '#f3c230', '#9aa1ab', '#d54fb2', '#f18a36', '#84cdec', '#8d2a3f'];
export const COLOUR_NAMES = ['black', 'blue', 'red', 'green', 'yellow', 'grey', 'magenta', 'orange', 'light blue', 'maroon'];
const TURN = 2 * Math.PI;

/** The cyclic scale. */
export const wheel = (phi) => `oklab(${0.6 + 0.25 * Math.sin(phi)} ${-0.05 * Math.sin(phi) + 0.02 * Math.cos(2 * phi)} ${0.12 * Math.cos(phi)})`;

/** The colour of a phase between two resting places. */
export function between(theta, meant) {
  const place = (((theta / TURN) % 1) + 1) % 1 * 10, low = Math.floor(place), colour = (k) => PALETTE[meant?.[k % 10] ?? k % 10].match(/\w\w/g).map((v) => (parseInt(v, 16) / 255) ** 2.2);
  const [a, b] = [colour(low), colour(low + 1)];
  return `rgb(${a.map((v, i) => Math.round(255 * (v + (place - low) * (b[i] - v)) ** (1 / 2.2))).join()})`;
}
