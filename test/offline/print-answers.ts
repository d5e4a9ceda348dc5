// Result sets as the documented tools print them: sqlcmd of either edition, with its switches, and SSMS.
import type { ResultSet } from '../server/engine/ask.ts';

/** A tool that prints, and what becomes of its text in a file. */
export interface Printer {
  readonly name: string;
  print(sets: readonly ResultSet[]): Buffer;
}

const valuesOf = (set: ResultSet): string[] => set.rows.map((row) => String(row[0]));

/** Heading, dashes, rows padded to the width of the column, a blank line. */
function padded(sets: readonly ResultSet[], count: (rows: number) => string): string[] {
  return sets.flatMap((set) => [
    'regrant'.padEnd(250),
    '-'.repeat(250),
    ...valuesOf(set).map((value) => value.padEnd(250)),
    ...count(set.rows.length).split('\n'),
  ]);
}

/** Lines broken at a width, as a screen's. */
const broken = (lines: readonly string[], width: number): string[] =>
  lines.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']);

const crlf = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

/** Bytes of each character the other way round. */
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** What editors, shells and copies make of the lines without losing anything. */
const RECODED: Readonly<Record<string, (lines: readonly string[]) => Buffer>> = {
  'UTF-16 without a mark, in German': (lines) =>
    Buffer.from(crlf(['Der Datenbankkontext wurde geändert: „Ÿ“.', ...lines]), 'utf16le'),
  'UTF-16, big-endian, with a mark': (lines) => bigEndian(`\ufeff${crlf(lines)}`),
  'UTF-16, big-endian, without a mark': (lines) => bigEndian(crlf(lines)),
  'CR alone': (lines) => Buffer.from(lines.join('\r'), 'latin1'),
  'broken at 33, without a last line end': (lines) => Buffer.from(broken(lines, 33).join('\n'), 'latin1'),
  'results saved as CSV, each in quotes': (lines) =>
    Buffer.from(`\ufeff${crlf(lines.map((line) => `"${line.replaceAll('"', '""')}"`))}`, 'utf8'),
  'sqlcmd reading its input, with prompts': (lines) =>
    Buffer.from(crlf(lines.map((line, at) => (at % 3 === 0 ? `1> 2> 13> ${line}` : line))), 'latin1'),
  'blanks in front and behind, and a heading every five rows': (lines) =>
    Buffer.from(
      crlf(lines.flatMap((line, at) => [...(at % 5 === 0 ? ['regrant', '-------'] : []), `  ${line}\t`])),
      'latin1',
    ),
};

/** The ways in which answers get into a file. */
export const PRINTERS: readonly Printer[] = [
  {
    name: 'sqlcmd -y 0 -u',
    print: (sets) => Buffer.from(`\ufeff${crlf(sets.flatMap((set) => [...valuesOf(set), '']))}`, 'utf16le'),
  },
  {
    name: 'sqlcmd, nothing asked for: padded, and broken at 80',
    print: (sets) =>
      Buffer.from(
        crlf(
          broken(
            padded(sets, () => ''),
            80,
          ),
        ),
        'latin1',
      ),
  },
  {
    name: 'sqlcmd -W -h -1, LF',
    print: (sets) => Buffer.from(`${sets.flatMap((set) => [...valuesOf(set), '']).join('\n')}\n`, 'latin1'),
  },
  {
    name: 'SSMS, results to file, in German',
    print: (sets) => {
      const lines = padded(sets, (rows) => `\n(${rows} Zeilen betroffen für Jürgen)\n`);
      return Buffer.from(`\ufeff${crlf([...lines, 'Abschlusszeit: 2026-11-28T16:00:00.1+01:00'])}`, 'utf8');
    },
  },
  {
    name: 'an OEM code page around it',
    print: (sets) =>
      Buffer.concat([
        Buffer.from([0x81, 0x84, 0x0d, 0x0a]),
        Buffer.from(crlf(sets.flatMap(valuesOf)), 'latin1'),
      ]),
  },
  ...Object.entries(RECODED).map(([name, recode]) => ({
    name,
    print: (sets: readonly ResultSet[]) => recode(sets.flatMap((set) => [...valuesOf(set), ''])),
  })),
];
