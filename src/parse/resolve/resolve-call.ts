// Whom a call is for: a wrapper of a regrant script, sp_executesql, another server, or a system procedure.

import {
  BEGIN_RUN,
  CHOOSE_DATABASE,
  END_RUN,
  isWrapper,
  PROCEDURES,
  TYPE_SECRET,
} from '../../model/script-protocol.ts';
import type { NameParts } from '../tree/expression.ts';
import type { Statement } from '../tree/statement.ts';
import { type BatchContext, type Call, RUN_BY_HAND, unread } from './batch-context.ts';
import { partsOf } from './nested-text.ts';
import { resolveProcedure } from './resolve-procedure.ts';
import {
  resolveExecuteSql,
  resolveRegrantDatabase,
  resolveRemote,
  resolveTypedSecret,
  resolveWrapped,
} from './resolve-wrapper.ts';

/** The statements that a call stands for. */
export function resolveCall(call: Call, batch: BatchContext): Statement[] {
  const procedure = call.procedure ?? namedProcedure(call, batch);
  const name = procedure?.at(-1);
  if (procedure === undefined || name === undefined) return [unread(call.span)];
  const key = keyOf(procedure);
  const database = procedure.length > 2 && procedure.at(-3) !== '' ? procedure.at(-3) : undefined;
  if (procedure.length > 3 && procedure[0] !== '') return resolveRemote(call, batch);
  if (key === 'sp_executesql') return resolveExecuteSql(call, database, batch);
  if (isWrapper(key)) return resolveWrapped(call, key, batch);
  if (key === CHOOSE_DATABASE) return resolveRegrantDatabase(call, batch);
  if (key === TYPE_SECRET) return resolveTypedSecret(call, batch);
  if (key === BEGIN_RUN || key === END_RUN) return [];
  // The others are called by these alone: a script that calls one has it run what it was given.
  if (PROCEDURES.includes(key)) return [{ kind: 'foreign', verb: `EXEC ${key}`, span: call.span }];
  return resolveProcedure(call, key, database, batch);
}

/** Its name in lower case, and the schema of those that Integration Services have in SSISDB. */
function keyOf(procedure: NameParts): string {
  const [name = '', schema] = procedure.map((part) => part.toLowerCase()).reverse();
  return schema === 'catalog' ? `${schema}.${name}` : name;
}

/** The procedure that a variable names: `SET @p = N'Sales.sys.sp_executesql'; EXEC @p N'…'`. */
function namedProcedure(call: Call, batch: BatchContext): NameParts | undefined {
  const value = batch.value({ kind: 'variable', name: call.token.upper });
  const parts = value?.type === 'string' ? partsOf(value.value) : undefined;
  if (parts !== undefined) return parts;
  batch.say('unknown-value', call.token, 'A variable names the procedure that runs here.', RUN_BY_HAND);
  return undefined;
}
