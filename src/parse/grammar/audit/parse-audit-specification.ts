// CREATE, ALTER and DROP of SERVER and DATABASE AUDIT SPECIFICATION ("CREATE DATABASE AUDIT SPECIFICATION (Transact-SQL)" and
// the pages beside it). An action on columns, which only pages of old releases have, is skipped.
import { defined } from '../../../model/defined.ts';
import type { AuditedAction, StatementOf, Verb } from '../../tree/statement.ts';
import type { Cursor } from '../cursor.ts';
import { type Filled, parseOnOff } from '../parse-option.ts';
import { parseSecurable } from '../parse-permission.ts';

type Specification = StatementOf<`${Verb}-audit-specification`>;
type Said = Filled<Pick<Specification, 'added' | 'dropped' | 'isEnabled'>>;

/** Whether one of the statements goes on here; its verb is taken. */
export function atSpecification(cursor: Cursor): boolean {
  return cursor.at('SERVER', 'AUDIT', 'SPECIFICATION') || cursor.at('DATABASE', 'AUDIT', 'SPECIFICATION');
}

/** The statement; its verb is taken. Undefined for what is skipped. */
export function parseSpecification(cursor: Cursor, verb: Verb): Specification | undefined {
  const place = cursor.take('SERVER') ? ('server' as const) : ('database' as const);
  if (place === 'database') cursor.want('DATABASE');
  cursor.want('AUDIT', 'SPECIFICATION');
  const name = cursor.name('an audit specification');
  const audit = verb === 'drop' ? undefined : parseAudit(cursor, verb);
  const said = verb === 'drop' ? NOTHING : parseSaid(cursor, verb);
  return (
    said &&
    defined({
      kind: `${verb}-audit-specification` as const,
      place,
      name,
      audit,
      ...said,
      span: cursor.span(),
    })
  );
}

const NOTHING: Said = { added: [], dropped: [] };

function parseAudit(cursor: Cursor, verb: Verb): string | undefined {
  if (verb === 'alter' && !cursor.at('FOR')) return undefined;
  cursor.want('FOR', 'SERVER', 'AUDIT');
  return cursor.name('an audit');
}

function parseSaid(cursor: Cursor, verb: Verb): Said | undefined {
  const added: AuditedAction[] = [];
  const dropped: AuditedAction[] = [];
  let goesOn = cursor.at('ADD') || (verb === 'alter' && cursor.at('DROP'));
  while (goesOn) {
    const isAdded = cursor.take('ADD');
    if (!isAdded) cursor.want(verb === 'alter' ? 'DROP' : 'ADD');
    cursor.wantOperator('(');
    const actions = parseActions(cursor);
    if (actions === undefined) return undefined;
    cursor.wantOperator(')');
    (isAdded ? added : dropped).push(...actions);
    goesOn = cursor.takeOperator(',');
  }
  return defined({ added, dropped, isEnabled: parseState(cursor) });
}

/** In parentheses, or without them, as an example of the page has it. */
function parseState(cursor: Cursor): boolean | undefined {
  if (!cursor.take('WITH')) return undefined;
  const isEnclosed = cursor.takeOperator('(');
  cursor.want('STATE', '=');
  const isEnabled = parseOnOff(cursor);
  if (isEnclosed) cursor.wantOperator(')');
  return isEnabled;
}

/** Groups, or actions of principals on a securable: each action of each of them. */
function parseActions(cursor: Cursor): readonly AuditedAction[] | undefined {
  const actions = cursor.list(() => parseAction(cursor));
  if (cursor.atOperator('(')) return undefined;
  if (!cursor.take('ON')) return actions.map((action) => ({ action }));
  const on = parseSecurable(cursor);
  if (cursor.atOperator('(')) return undefined;
  cursor.want('BY');
  const principals = cursor.list(() => parsePrincipal(cursor));
  return actions.flatMap((action) => principals.map((principal) => ({ action, on, principal })));
}

function parseAction(cursor: Cursor): string {
  return cursor.want1('word', 'an action or a group of actions').upper;
}

/** `public` is a word of the grammar elsewhere, and a principal like any other here. */
function parsePrincipal(cursor: Cursor): string {
  return cursor.take('PUBLIC') ? 'public' : cursor.name('a principal');
}
