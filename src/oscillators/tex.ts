import type { MathNode } from 'mathjs';

const GREEK = new Set(['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', 'iota', 'kappa', 'lambda', 'mu', 'nu', 'xi', 'pi', 'rho', 'sigma', 'tau', 'upsilon', 'phi', 'chi', 'psi', 'omega',
  'varphi', 'vartheta', 'Gamma', 'Delta', 'Theta', 'Lambda', 'Xi', 'Pi', 'Sigma', 'Upsilon', 'Phi', 'Psi', 'Omega']);

/** A symbol as TeX: Greek names become their letter, longer names upright, what follows an underscore lowered (`omega_0` as ω₀, `K` as K). */
export function texName(name: string): string {
  const [head, ...below] = name.split('_').filter((part) => part !== '');
  return below.length === 0 ? texWord(head) : `${texWord(head)}_{${below.map(texWord).join(',')}}`;
}

/** A parsed equation as TeX. */
export const texOfNode = (node: MathNode): string => node.toTex({ parenthesis: 'auto', handler: (n: MathNode & { name?: string }) => (n.type === 'SymbolNode' ? ` ${texName(n.name!)}` : undefined) });

const texWord = (word: string): string => (GREEK.has(word) ? `\\${word}` : word.length > 1 && !/^\d/.test(word) ? `\\mathrm{${word}}` : word);
