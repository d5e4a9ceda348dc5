// Keys of encrypted columns: master keys before what they encrypt, and both before the tables.
// Source: "CREATE COLUMN MASTER KEY", "CREATE COLUMN ENCRYPTION KEY (Transact-SQL)" (Microsoft).
import { binary, identifier, text } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';

/** How column master keys are written. */
export const COLUMN_MASTER_KEY_KIND: DefinitionKind<'column-master-key'> = {
  statements: ({ name, body: { provider, path, enclaveSignature } }) => {
    const parts = [
      `KEY_STORE_PROVIDER_NAME = ${text(provider)}`,
      `KEY_PATH = ${text(path)}`,
      ...(enclaveSignature === undefined
        ? []
        : [`ENCLAVE_COMPUTATIONS (SIGNATURE = ${binary(enclaveSignature)})`]),
    ];
    return [
      {
        section: 'column-keys',
        makes: { what: 'column-master-key', name },
        text: `CREATE COLUMN MASTER KEY ${identifier(name)} WITH (${parts.join(', ')});`,
      },
    ];
  },
  isHard: () => false,
};

/** How column encryption keys are written. */
export const COLUMN_ENCRYPTION_KEY_KIND: DefinitionKind<'column-encryption-key'> = {
  statements: ({ name, body: { values } }) => {
    const listed = values.map(
      ({ masterKey, algorithm, value }) =>
        `(COLUMN_MASTER_KEY = ${identifier(masterKey)}, ALGORITHM = ${text(algorithm)}, ENCRYPTED_VALUE = ${binary(value)})`,
    );
    return [
      {
        section: 'column-keys',
        makes: { what: 'column-encryption-key', name },
        text: `CREATE COLUMN ENCRYPTION KEY ${identifier(name)} WITH VALUES ${listed.join(', ')};`,
      },
    ];
  },
  isHard: () => false,
  needs: ({ body: { values } }) =>
    values.map(({ masterKey }) => ({ space: 'column-master-key', name: masterKey })),
};
