// Keys of encrypted columns. Source: "sys.column_master_keys", "sys.column_encryption_keys",
// "sys.column_encryption_key_values" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import type { Hex } from '../../model/facts/fact-value.ts';
import { ordinal } from '../../model/order.ts';
import { flag, hex, id, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keepById, keepParts } from './kept.ts';

const masters = keepById<{ readonly name: string; readonly body: BodyOf<'column-master-key'> }>();

/** `sys.column_master_keys`. */
const masterRows = defineQuery<DatabaseScope>()({
  name: 'column master keys',
  view: 'sys.column_master_keys',
  since: 2016,
  columns: ['column_master_key_id', 'name', 'key_store_provider_name', 'key_path'],
  optional: ['allow_enclave_computations', 'signature'],
  read: (scope, at) => ({
    row: (row) => {
      const isForEnclaves = flag(row[at.allow_enclave_computations]);
      masters(scope).set(id(row[at.column_master_key_id]), {
        name: name(row[at.name]),
        body: defined({
          provider: name(row[at.key_store_provider_name]),
          path: name(row[at.key_path]),
          enclaveSignature: isForEnclaves ? hex(row[at.signature]) : undefined,
        }),
      });
    },
  }),
});

interface KeyValue {
  readonly master: number;
  readonly algorithm: string;
  readonly value: Hex | undefined;
}

const values = keepParts<KeyValue>();

/** `sys.column_encryption_key_values`. */
const valueRows = defineQuery<DatabaseScope>()({
  name: 'values of column encryption keys',
  view: 'sys.column_encryption_key_values',
  since: 2016,
  columns: [
    'column_encryption_key_id',
    'column_master_key_id',
    'encrypted_value',
    'encryption_algorithm_name',
  ],
  read: (scope, at) => ({
    row: (row) => {
      values(scope).add(id(row[at.column_encryption_key_id]), {
        master: id(row[at.column_master_key_id]),
        algorithm: name(row[at.encryption_algorithm_name]),
        value: hex(row[at.encrypted_value]),
      });
    },
  }),
});

/** What is read of keys of encrypted columns; the names of encryption keys are read with the columns. */
export const COLUMN_KEY_QUERIES = [masterRows, valueRows];

/** The names of column encryption keys, by their ids. */
export const encryptionKeys = keepById<string>();

/** The column master keys of a database. */
export function* columnMasterKeyFacts(scope: DatabaseScope): Generator<DefinitionOf<'column-master-key'>> {
  const { database } = scope;
  for (const { name: key, body } of masters(scope).values())
    yield { kind: 'definition', database, type: 'column-master-key', name: key, body };
}

/** The column encryption keys of a database. */
export function* columnEncryptionKeyFacts(
  scope: DatabaseScope,
): Generator<DefinitionOf<'column-encryption-key'>> {
  const { database } = scope;
  for (const [keyId, key] of encryptionKeys(scope)) {
    const rows = values(scope).of(keyId);
    const known = rows.flatMap(({ master, algorithm, value }) => {
      const masterKey = masters(scope).get(master)?.name;
      return masterKey === undefined || value === undefined ? [] : [{ masterKey, algorithm, value }];
    });
    if (known.length === 0 || known.length < rows.length) {
      const fact = `The column encryption key ${key} is encrypted by what could not be read; it was not captured.`;
      const remedy =
        'Grant the login VIEW ANY COLUMN ENCRYPTION KEY DEFINITION and VIEW ANY COLUMN MASTER KEY DEFINITION.';
      scope.ledger.omit('unresolved-id', fact, remedy, 1);
      continue;
    }
    const body = { values: known.sort((a, b) => ordinal(a.masterKey, b.masterKey)) };
    yield { kind: 'definition', database, type: 'column-encryption-key', name: key, body };
  }
}
