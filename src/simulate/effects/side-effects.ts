// What procedures (and CREATE SCHEMA) do besides what their statement says, where it depends on what is there: written
// out as the statements they come to, in their order.
import { isAccountName } from '../../model/catalog/principal-kind.ts';
import type { ActOf, SimpleStatement } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { isMade } from '../state/principal.ts';

type Expand = (statement: SimpleStatement, context: RunContext) => readonly SimpleStatement[];

/** The statements that one comes to: itself, but for side effects. */
export function withSideEffects(statement: SimpleStatement, context: RunContext): readonly SimpleStatement[] {
  if (statement.kind === 'create-schema') return ofSchema(statement, context);
  return PROCEDURES[statement.via?.procedure ?? '']?.(statement, context) ?? [statement];
}

/** By procedure. Each has the title of its page. */
const PROCEDURES: Readonly<Record<string, Expand>> = {
  // "sp_addrolemember": a Windows account that is no user of the database becomes one.
  sp_addrolemember: (statement, { database }) => {
    if (statement.kind !== 'alter-role') return [statement];
    const { operand, span } = statement;
    if (!isAccountName(operand) || database.principal(operand) !== undefined) return [statement];
    return [{ kind: 'create-user', name: operand, source: 'default', options: {}, span }, statement];
  },
  // "sp_addsrvrolemember": a Windows account that is no login is granted access.
  sp_addsrvrolemember: (statement, { server }) => {
    if (statement.kind !== 'alter-server-role') return [statement];
    const { operand, span } = statement;
    if (!isAccountName(operand) || server.principal(operand) !== undefined) return [statement];
    return [{ kind: 'create-login', name: operand, source: 'windows', options: {}, span }, statement];
  },
  // "sp_addapprole": a schema of its name is its default schema, and made where there is none.
  sp_addapprole: (statement, { database }) => {
    if (statement.kind !== 'create-application-role') return [statement];
    const { name, span } = statement;
    const role: SimpleStatement = { ...statement, defaultSchema: name };
    if (isMade(database.schema(name))) return [role];
    return [role, { kind: 'create-schema', name, owner: name, elements: [], span }];
  },
  // "sp_change_users_login": Auto_Fix makes the login where there is none and a password is given.
  sp_change_users_login: (statement, { server }) => {
    if (statement.kind !== 'alter-user') return [statement];
    const { options, via, span } = statement;
    const { action, password } = via?.arguments ?? {};
    const isFix = typeof action === 'string' && action.toLowerCase() === 'auto_fix' && password === true;
    const name = options.login ?? '';
    if (!isFix || server.principal(name) !== undefined) return [statement];
    const login: SimpleStatement = {
      kind: 'create-login',
      name,
      source: 'password',
      options: { password: { form: 'text' }, isPolicyChecked: false },
      span,
    };
    return [login, statement];
  },
  // "sp_revokedbaccess", "sp_dropuser", "sp_droprole": the schema of the name that was made with it goes with it.
  sp_revokedbaccess: withSchema,
  sp_dropuser: withSchema,
  sp_droprole: withSchema,
};

function withSchema(statement: SimpleStatement, { database }: RunContext): readonly SimpleStatement[] {
  if (statement.kind !== 'drop') return [statement];
  const { name, span } = statement;
  const owner = database.principal(name);
  const schema = database.schema(name);
  if (owner === undefined || schema?.owner !== owner || database.members(owner).length > 0)
    return [statement];
  return [{ kind: 'drop', dropped: 'schema', name: schema.name, ifExists: false, span }, statement];
}

/** "CREATE SCHEMA": a Windows account that owns it and is no user of the database becomes one. */
function ofSchema(statement: ActOf<'create-schema'>, { database }: RunContext): readonly SimpleStatement[] {
  const { owner, span } = statement;
  if (owner === undefined || !isAccountName(owner) || database.principal(owner) !== undefined)
    return [statement];
  return [{ kind: 'create-user', name: owner, source: 'default', options: {}, span }, statement];
}
