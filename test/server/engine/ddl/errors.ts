// The errors of security statements, numbered and worded as "Database Engine events and errors" (Microsoft) lists them.
import type { EngineError } from '../../contract.ts';
import { failAt } from '../messages.ts';

/** 15151: the one answer for what is not there and for what may not be touched. */
export const cannotDo = (line: number, verb: string, what: string, name: string): EngineError =>
  failAt(
    line,
    15151,
    `Cannot ${verb} the ${what} '${name}', because it does not exist or you do not have permission.`,
  );

export const noPermission = (line: number): EngineError =>
  failAt(line, 15247, 'User does not have permission to perform this action.');

export const serverPrincipalExists = (line: number, name: string): EngineError =>
  failAt(line, 15025, `The server principal '${name}' already exists.`);

export const databasePrincipalExists = (line: number, name: string): EngineError =>
  failAt(line, 15023, `User, group, or role '${name}' already exists in the current database.`);

export const sidInUse = (line: number): EngineError =>
  failAt(line, 15433, 'Supplied parameter sid is in use.');

export const specialPrincipal = (line: number, name: string): EngineError =>
  failAt(line, 15405, `Cannot use the special principal '${name}'.`);

export const notSpecial = (line: number): EngineError =>
  failAt(
    line,
    4624,
    'Cannot grant, deny, or revoke permissions to sa, dbo, entity owner, information_schema, sys, or yourself.',
  );

export const needsCascade = (line: number): EngineError =>
  failAt(line, 4611, 'To revoke or deny grantable privileges, specify the CASCADE option.');

export const needsMaster = (line: number): EngineError =>
  failAt(
    line,
    4621,
    'Permissions at the server scope can only be granted when the current database is master',
  );

export const incompatible = (line: number, permission: string): EngineError =>
  failAt(line, 4606, `Granted or revoked privilege ${permission} is not compatible with object.`);
