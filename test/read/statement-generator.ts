// Single statements, valid and broken: the forms of the table with names, words and punctuation exchanged, left out
// or doubled, from a seed. What two readers are compared on.
import { PAGES } from './forms.ts';
import { randomFrom } from './fuzz-reader.ts';

const TOKEN = /N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|"[^"]*"|0x[0-9A-Fa-f]*|::|[\w@#$]+|\s+|./gs;
const WORDS =
  `GRANT DENY REVOKE TO FROM ON WITH AS OPTION FOR CASCADE ALL public NULL SELECT UPDATE CONTROL OBJECT SCHEMA LOGIN
 USER ROLE SERVER KEY a b [c]]d] "e" 'f' N'g' 0x01 1 , . ; ( ) = :: @v NAME MEMBER ADD DROP PASSWORD SID HASHED MUST_CHANGE
 CHECK_POLICY OFF DEFAULT_SCHEMA DEFAULT_DATABASE AUTHORIZATION OWNER CREDENTIAL IF EXISTS`.split(/\s+/);

/** `count` statements from `seed`; about a third of them are as the table has them but for their names. */
export function generateStatements(count: number, seed: number): string[] {
  const random = randomFrom(seed);
  const forms = PAGES.flatMap(({ rows }) => rows.map(([statement]) => statement));
  return Array.from({ length: count }, () => {
    const tokens = [...(forms[Math.floor(random() * forms.length)] ?? '').matchAll(TOKEN)].map(
      ([text]) => text,
    );
    const changes = Math.floor(random() * 3);
    for (let i = 0; i < changes; i += 1) change(tokens, random);
    return tokens.join('');
  });
}

function change(tokens: string[], random: () => number): void {
  const at = Math.floor(random() * tokens.length);
  const word = WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const choice = random();
  if (choice < 0.3) tokens.splice(at, 1);
  else if (choice < 0.6) tokens[at] = ` ${word} `;
  else if (choice < 0.85) tokens.splice(at, 0, ` ${word} `);
  else tokens.splice(at, 0, tokens[at] ?? '');
}
