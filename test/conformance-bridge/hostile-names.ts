// Names that break careless scripts: those of all tests, and more that a parser may stumble over.
import { HOSTILE } from '../hostile-names.ts';

/** Every one is legal between brackets. */
export const HOSTILE_NAMES: readonly string[] = [
  ...HOSTILE,
  'a]b]]c[',
  'say "x"',
  'a\rb',
  'a\n:on error exit\nb',
  'a/*b*/c/*',
  'a;b; DROP TABLE x',
  'e\u0301 \u200f x',
  ' ',
  'SELECT',
  'CREATE LOGIN',
  'a.b.c',
  `x${']'.repeat(126)}x`,
  '😀'.repeat(64),
  "N'x' + N'",
];
