// CREATE, ALTER and DROP of everything that is no principal: of what may carry permissions the names are read, the rest
// is skipped. Procedures, functions, triggers and views have the rest of their batch for themselves.

import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import type { NameParts } from '../tree/expression.ts';
import { atBoundary } from './boundary.ts';
import type { Cursor } from './cursor.ts';
import { KINDS } from './foreign-verb.ts';
import { catalogTypeAt, OBJECT_TYPES } from './object/catalog-type.ts';
import { partOf } from './object/part-of.ts';
import { classOfWords } from './parse-permission.ts';
import { foreign, type Parsed, rest } from './parsed.ts';

/** Whose text runs to the end of the batch. */
const MODULES = new Set(['DEFAULT', 'FUNCTION', 'PROC', 'PROCEDURE', 'RULE', 'TRIGGER', 'VIEW']);
/** What DATABASE is the first word of, and is none. */
const OF_DATABASES: readonly (readonly [string, string])[] = [
  ['AUDIT', 'SPECIFICATION'],
  ['ENCRYPTION', 'KEY'],
  ['SCOPED', 'CONFIGURATION'],
  ['SCOPED', 'CREDENTIAL'],
];

/** Whether a database is named here, and nothing that begins with the word. */
export function atDatabase(cursor: Cursor): boolean {
  return cursor.at('DATABASE') && !OF_DATABASES.some((words) => cursor.at('DATABASE', ...words));
}

/** `DROP ASSEMBLY … WITH NO DEPENDENTS`, `DROP SYMMETRIC KEY … REMOVE PROVIDER KEY`, `DROP EXTERNAL LIBRARY … AUTHORIZATION`. */
const BEHIND_DROPPED = new Set(['AUTHORIZATION', 'REMOVE', 'WITH']);

interface ObjectType {
  readonly type: string;
  readonly class: SecurableClass;
}

/** CREATE of something else; the verb is taken. */
export function parseCreateThing(cursor: Cursor): Parsed {
  const orAlter = cursor.take('OR', 'ALTER');
  wantKind(cursor);
  const reach = MODULES.has(cursor.peek().upper) ? 'batch' : 'statement';
  const start = cursor.index;
  const found = takeType(cursor);
  const name = found === undefined ? undefined : takeParts(cursor);
  if (found === undefined || name === undefined) return changing(cursor, start, 'CREATE', reach);
  if (found.class === 'DATABASE') return parseCreateDatabase(name);
  if (atLaterNumber(cursor))
    return rest((span) => ({ kind: 'foreign', verb: `CREATE ${found.type}`, on: name, span }), reach);
  const catalogType = catalogTypeAt(found.type, cursor);
  const made = { kind: 'create-object', ...found, name, orAlter, ...defined({ catalogType }) } as const;
  if (reach === 'batch') return rest((span) => ({ ...made, span }), reach);
  return rest((span, { clauses }) => {
    const owner = clauses.get('AUTHORIZATION');
    return { ...made, ...defined({ owner }), span };
  });
}

/** ALTER of something else; the verb is taken. */
export function parseAlterThing(cursor: Cursor): Parsed {
  wantKind(cursor);
  const reach = MODULES.has(cursor.peek().upper) ? 'batch' : 'statement';
  return changing(cursor, cursor.index, 'ALTER', reach);
}

/** What is no thing of its own: a part of an object, whose name is read, or nothing that carries permissions. */
function changing(
  cursor: Cursor,
  start: number,
  verb: 'CREATE' | 'ALTER',
  reach: 'statement' | 'batch',
): Parsed {
  cursor.index = start;
  const on = partOf(cursor, verb);
  return rest((span, skip) => ({ kind: 'foreign', verb: skip.verb, ...defined({ on }), span }), reach);
}

/** `;2` behind the name of a procedure: another of its group, which is no object of its own. */
function atLaterNumber(cursor: Cursor): boolean {
  const number = cursor.peek().upper === ';' ? cursor.peek(1) : undefined;
  return number?.kind === 'number' && Number(number.value) > 1;
}

/** CREATE DATABASE; the name is taken. A snapshot of another is nothing of its own. */
function parseCreateDatabase(name: NameParts): Parsed {
  return rest((span, { verb, clauses }) => {
    if (clauses.get('AS')?.toUpperCase() === 'SNAPSHOT') return { kind: 'foreign', verb, span };
    const collation = clauses.get('COLLATE');
    return {
      kind: 'create-database',
      name: name.at(-1) ?? '',
      isAttached: clauses.get('FOR')?.toUpperCase().startsWith('ATTACH') ?? false,
      isContained: clauses.get('CONTAINMENT')?.toUpperCase() === 'PARTIAL',
      ...defined({ collation }),
      span,
    };
  });
}

/** DROP of something else; the verb is taken. */
export function parseDropThing(cursor: Cursor): Parsed {
  wantKind(cursor);
  const found = takeType(cursor);
  if (found === undefined) return foreign();
  const ifExists = cursor.take('IF', 'EXISTS');
  const names: NameParts[] = [];
  do {
    const name = takeParts(cursor);
    if (name === undefined) return foreign();
    names.push(name);
  } while (cursor.takeOperator(','));
  const goesOn = cursor.peek().kind === 'word' && BEHIND_DROPPED.has(cursor.peek().upper);
  if (!goesOn && !atBoundary(cursor)) cursor.fail('this statement ends before here');
  return rest((span) => ({ kind: 'drop-object', ...found, names, ifExists, span }));
}

/** What goes on with DATABASE SCOPED, or with the name of a database that is called so. */
const SCOPED = new Set(['CONFIGURATION', 'CONTAINMENT']);

/** Refuses a word that names no kind of thing: it may be one of security, misspelt. */
function wantKind(cursor: Cursor): void {
  const { kind, upper } = cursor.peek();
  const isOther =
    (upper === 'SERVER' && !cursor.at('SERVER', 'AUDIT') && !cursor.at('SERVER', 'CONFIGURATION')) ||
    (cursor.at('DATABASE', 'SCOPED') && !SCOPED.has(cursor.peek(2).upper) && cursor.atName(2));
  if (kind !== 'sqlcmd' && (kind !== 'word' || !KINDS.has(upper) || isOther))
    cursor.fail('the kind of thing belongs here');
}

function takeType(cursor: Cursor): ObjectType | undefined {
  for (let length = 3; length > 0; length -= 1) {
    const tokens = Array.from({ length }, (_, ahead) => cursor.peek(ahead));
    if (tokens.some(({ kind }) => kind !== 'word')) continue;
    const type = tokens.map(({ upper }) => upper).join(' ');
    const found = OBJECT_TYPES.has(type) ? 'OBJECT' : classOfWords(type);
    if (found === undefined || type === 'OBJECT' || type === 'SERVER') continue;
    if (found === 'DATABASE' && !atDatabase(cursor)) return undefined;
    cursor.index += length;
    return { type: type === 'PROC' ? 'PROCEDURE' : type, class: found };
  }
  return undefined;
}

/** A dotted name; undefined where sqlcmd would put one in. */
export function takeParts(cursor: Cursor, what?: string): NameParts | undefined {
  return cursor.atName() || cursor.atOperator('.') ? cursor.parts(what) : undefined;
}
