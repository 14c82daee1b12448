export const PALETTE: readonly string[];
export const COLOUR_NAMES: readonly string[];
