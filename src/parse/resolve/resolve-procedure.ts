// Calls of system procedures to the statements they stand for: arguments are bound to parameters, by place or by name.

import { isSecretParameter } from '../../model/secret.ts';
import { tokenize } from '../lex/tokenizer.ts';
import type { Statement, Via } from '../tree/statement.ts';
import type { Value } from '../tree/value.ts';
import {
  argumentValue,
  type BatchContext,
  BY_HAND,
  type Call,
  foreignCall,
  leave,
  RUN_BY_HAND,
} from './batch-context.ts';
import { HARMLESS_PROCEDURES, PROCEDURES, REPEATING_PROCEDURES, UNFOLLOWED_PROCEDURES } from './procedure.ts';
import { Arguments } from './procedure-arguments.ts';

/** The statements that a call of a system procedure stands for; `key` is its name in lower case. */
export function resolveProcedure(
  call: Call,
  key: string,
  database: string | undefined,
  batch: BatchContext,
): Statement[] {
  const row = PROCEDURES.get(key);
  if (row === undefined) return resolveOther(call, key, batch);
  const bound = bind(call, row.parameters, batch);
  const missing = row.required.find((name) => bound?.[name] === undefined || bound[name]?.type === 'null');
  const isKnown = bound !== undefined && missing === undefined;
  const values = new Arguments(bound ?? {});
  const result = isKnown ? row.translate(values, { span: call.span, via: viaOf(key, bound) }) : undefined;
  const misfit = values.misfit === undefined ? undefined : `@${values.misfit} is no text`;
  if (result === undefined || misfit !== undefined || 'problem' in result) {
    const valueless = `@${missing ?? 'a parameter'} has no value that is known`;
    const why = result === undefined ? valueless : (misfit ?? ('problem' in result ? result.problem : ''));
    return leave(call, batch, `What this call of ${key} does is not known: ${why}.`, BY_HAND);
  }
  if (row.judgesUnknown !== true) reportUnknown(call, key, row.parameters, batch);
  if (values.unknown !== undefined) {
    const remedy = 'It is not in the facts; the rest of the call is.';
    batch.say('unknown-value', call.token, `In this call of ${key}, ${values.unknown} is not known.`, remedy);
  }
  if (result.length === 0) return [foreignCall(call.span, key)];
  if (database === undefined) return [...result];
  return [{ kind: 'execute', wrapper: 'string', database, statements: result, span: call.span }];
}

/** A call of a procedure that is not translated. */
function resolveOther(call: Call, key: string, batch: BatchContext): Statement[] {
  if (REPEATING_PROCEDURES.has(key) && mayMatter(call, batch)) {
    const fact = 'This runs text for each database or table, and which there are is known only when it runs.';
    return leave(call, batch, fact, RUN_BY_HAND);
  }
  if (UNFOLLOWED_PROCEDURES.has(key)) {
    return leave(call, batch, `What ${key} does to security is not followed.`, BY_HAND, 'unknown-procedure');
  }
  if (!HARMLESS_PROCEDURES.has(key) && !REPEATING_PROCEDURES.has(key)) {
    const remedy = 'See what it does; it is not in the facts.';
    batch.say('unknown-procedure', call.token, 'The reader does not know this procedure.', remedy, 'note');
  }
  return [foreignCall(call.span, key)];
}

/** Whether a text that is run again and again may be about security: it is not known, or has a word that would be. */
function mayMatter(call: Call, batch: BatchContext): boolean {
  return call.arguments.some((argument) => {
    const known = argumentValue(argument, batch);
    if (known?.type !== 'string') return known === undefined;
    return tokenize(known.value).some(
      ({ upper, value: word }) => SECURITY_WORDS.has(upper) || /^(?:sp|xp)_/i.test(word),
    );
  });
}

const SECURITY_WORDS = new Set('GRANT DENY REVOKE CREATE ALTER DROP EXEC EXECUTE'.split(' '));

/** The call as its statements keep it: no password, and nothing of what is not known. */
function viaOf(procedure: string, bound: Readonly<Record<string, Value>>): Via {
  const given: Record<string, string | number | null | true> = {};
  for (const [name, value] of Object.entries(bound)) {
    if (value?.type === 'null') given[name] = null;
    else if (isSecretParameter(name)) given[name] = true;
    else if (value !== undefined && value.type !== 'id') given[name] = value.value;
  }
  return { procedure, arguments: given };
}

/** An argument that may be left out but was given, and whose value is only known when the script runs. */
function reportUnknown(call: Call, key: string, parameters: readonly string[], batch: BatchContext): void {
  for (const [index, { name, value, token }] of call.arguments.entries()) {
    const parameter = name?.toLowerCase() ?? parameters[index] ?? '';
    if (value === undefined || isSecretParameter(parameter) || batch.value(value) !== undefined) continue;
    const fact = `The value of @${parameter} in this call of ${key} is only known when the script runs.`;
    batch.say('unknown-value', token, fact, 'What it says is not in the facts; the rest of the call is.');
  }
}

/** Arguments by parameter; undefined when there are too many or one has no such name. */
function bind(
  call: Call,
  parameters: readonly string[],
  batch: BatchContext,
): Record<string, Value> | undefined {
  const bound: Record<string, Value> = {};
  for (const [index, argument] of call.arguments.entries()) {
    const name = argument.name?.toLowerCase() ?? parameters[index];
    if (name === undefined || !parameters.includes(name)) return undefined;
    bound[name] = argument.value === undefined ? { type: 'null' } : batch.value(argument.value);
  }
  return bound;
}
