/** Numbers that a check computes with: float64 in plain code or the two-lane module, float32 as the backends do. */
export type Precision = 'float64' | 'float32';

/** One number that theory gives and the field must show. */
export interface Figure {
  /** What it is, with its test point: "r at K = 2". */
  what: string;
  expected: number;
  measured: number;
  /** Largest |measured − expected| allowed, at the precision asked for. */
  within: number;
}

/** One theorem of the suite, put to the field. */
export interface Check {
  /** V1 to V30. */
  id: string;
  /** The physics in one sentence; the title of its test. */
  title: string;
  /** The closed form, as TeX. */
  formula: string;
  /** Where the closed form stands; only what was opened, otherwise how it was derived. */
  source: string;
  /** Runs the field. Seeds are fixed; stochastic figures allow four standard errors. */
  figures(precision: Precision): Figure[] | Promise<Figure[]>;
}

export const holds = ({ expected, measured, within }: Figure): boolean => Math.abs(measured - expected) <= within;
