// Names that break careless scripts; every one is legal between brackets.

/** Hostile names by what is hostile in them. */
export const HOSTILE_NAMES: Readonly<Record<string, string>> = {
  bracket: 'a]b]]c[',
  quote: "o'brien''s",
  'double quote': 'say "x"',
  'line break': 'a\r\nb\nc\rd',
  'GO on a line': 'a\r\nGO\r\nb',
  'go on a line': 'a\n go \nb',
  'sqlcmd variable': '$(x)$(SQLCMDSERVER)',
  'sqlcmd line': 'a\n:on error exit\n!! dir',
  'line comment': 'a--b',
  'block comment': 'a/*b*/c/*',
  semicolon: 'a;b; DROP TABLE x',
  emoji: '😀 grüße 漢字',
  'combining mark': 'e\u0301 \u200f x',
  'half a pair': 'a\ud83d',
  blanks: '  a  ',
  'one blank': ' ',
  tab: '\ta\t',
  keyword: 'SELECT',
  'two words': 'CREATE LOGIN',
  'three parts': 'a.b.c',
  '128 characters': `x${']'.repeat(126)}x`,
  '64 emoji': '😀'.repeat(64),
  'template braces': '{{name}} {{{x}}}',
  'end of a literal': "N'x' + N'",
};
