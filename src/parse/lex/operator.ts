// The operators of T-SQL ("Operators (Transact-SQL)", Microsoft), and the marks that part what it says.

/** Operators of one character, and those that make another operator of each. */
const OPERATORS: Readonly<Record<string, string>> = {
  ':': ':',
  '<': '=>',
  '>': '=',
  '!': '=<>',
  '+': '=',
  '-': '=',
  '*': '=',
  '/': '=',
  '%': '=',
  '&': '=',
  '|': '=|',
  '^': '=',
  '=': '',
  '~': '',
  '(': '',
  ')': '',
  ',': '',
  ';': '',
  '.': '',
  '{': '',
  '}': '',
};

/** The operator that begins at a place; undefined where none does. */
export function operatorAt(text: string, at: number): string | undefined {
  const one = text[at] ?? '';
  const second = text[at + 1];
  const seconds = OPERATORS[one];
  if (seconds === undefined) return undefined;
  return second !== undefined && seconds.includes(second) ? one + second : one;
}
