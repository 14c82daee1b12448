import { expect, it } from 'vitest';
import { picture } from '../../src/cli/picture.ts';

it('a picture sets input and answer side by side, in digits or in colours', () => {
  expect(picture([[0, 1]], [[1], [0]], false)).toBe('  . 1   →  1\n           .');
  expect(picture([[2]], [[3]], true)).toBe('  \x1b[48;5;196m  \x1b[0m  →  \x1b[48;5;40m  \x1b[0m');
});
