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

/** The same by character codes, as every mark of a script is looked up. */
const SECONDS: readonly (string | undefined)[] = Array.from(
  { length: 0x80 },
  (_, code) => OPERATORS[String.fromCharCode(code)],
);

/** The operator that begins at a place; undefined where none does. */
export function operatorAt(text: string, at: number): string | undefined {
  const seconds = SECONDS[text.charCodeAt(at)];
  if (seconds === undefined) return undefined;
  const isLonger = seconds !== '' && at + 1 < text.length && seconds.includes(text.charAt(at + 1));
  return isLonger ? text.slice(at, at + 2) : text.charAt(at);
}
