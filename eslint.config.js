import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'runs', 'coverage', 'dist'] },
  ...tseslint.configs.recommended,
  { rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'prefer-const': 'error', eqeqeq: 'error' } },
);
