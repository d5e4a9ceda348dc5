// Statements, valid and broken: the forms of the table and calls of procedures, each kind as often as the others, with
// names, words and punctuation exchanged, left out or doubled, some of them wrapped. What two readers are compared on.
import { CALLS, WRAPPINGS } from './call-forms.ts';
import { PAGES } from './forms.ts';
import { randomFrom } from './fuzz-reader.ts';

/** A generated text; `kind` is the kind of its statement, such as `CREATE LOGIN`. */
export interface GeneratedStatement {
  readonly kind: string;
  readonly text: string;
  readonly isWrapped: boolean;
}

const TOKEN = /N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|"[^"]*"|0x[0-9A-Fa-f]*|::|[\w@#$]+|\s+|./gs;
const WORDS =
  `GRANT DENY REVOKE TO FROM ON WITH AS OPTION FOR CASCADE ALL public NULL SELECT UPDATE CONTROL OBJECT SCHEMA LOGIN
 USER ROLE SERVER KEY a b [c]]d] "e" 'f' N'g' 0x01 1 , . ; ( ) = :: @v NAME MEMBER ADD DROP PASSWORD SID HASHED MUST_CHANGE
 CHECK_POLICY OFF DEFAULT_SCHEMA DEFAULT_DATABASE AUTHORIZATION OWNER CREDENTIAL IF EXISTS`.split(/\s+/);
const KIND =
  /^(?:(?:CREATE|ALTER|DROP) )?(?:APPLICATION ROLE|SERVER ROLE|(?:SERVER|DATABASE) AUDIT SPECIFICATION|DATABASE SCOPED CREDENTIAL|\w+)/i;

/** The forms by the kind of their statement; GRANT, DENY and REVOKE have most of the pages and thrice the weight. */
function formsByKind(): (readonly [string, readonly string[]])[] {
  const forms = new Map<string, string[]>();
  for (const [text] of PAGES.flatMap(({ rows }) => rows)) {
    const kind = (KIND.exec(text)?.[0] ?? '').toUpperCase();
    forms.set(kind, [...(forms.get(kind) ?? []), text]);
  }
  const kinds = [...forms, ['EXEC', CALLS] as const];
  return kinds.flatMap((entry) =>
    /^(?:GRANT|DENY|REVOKE|EXEC)$/.test(entry[0]) ? [entry, entry, entry] : [entry],
  );
}

/** `count` statements from `seed`; about four in ten are as the forms have them, and a quarter is wrapped. */
export function generateStatements(count: number, seed: number): GeneratedStatement[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const kinds = formsByKind();
  return Array.from({ length: count }, () => {
    const [kind, forms] = pick(kinds) ?? ['', []];
    const tokens = [...(pick(forms) ?? '').matchAll(TOKEN)].map(([text]) => text);
    const changes = Math.floor(random() * 2.3);
    for (let i = 0; i < changes; i += 1) change(tokens, random);
    const text = tokens.join('');
    const wrapping = random() < 0.25 ? pick(WRAPPINGS) : undefined;
    return {
      kind,
      text: wrapping === undefined ? text : wrap(wrapping, text),
      isWrapped: wrapping !== undefined,
    };
  });
}

function wrap(wrapping: string, text: string): string {
  return wrapping.replaceAll("{'}", () => text.replaceAll("'", "''")).replaceAll('{}', () => text);
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
