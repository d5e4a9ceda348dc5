// CREATE, ALTER and DROP CREDENTIAL. Sources: the pages of that name (Microsoft); the secret is taken and kept nowhere.
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import { cannotDo } from './errors.ts';
import { credentialId } from './logins.ts';
import { parseName, parseOptions } from './options.ts';
import { nextId, rowNamed, serverTable } from './principals.ts';
import { requireServer } from './rights.ts';
import type { Ddl } from './syntax.ts';

const FIRST_ID = 65_536;

/** After CREATE CREDENTIAL. */
export function parseCreateCredential(stream: TokenStream): Ddl {
  const name = parseName(stream);
  stream.expectWord('WITH');
  const options = parseOptions(stream, ['IDENTITY', 'SECRET']);
  const provider = stream.takeWord('FOR', 'CRYPTOGRAPHIC', 'PROVIDER') ? parseName(stream) : undefined;
  return ({ state, line }) => {
    requireServer(state, line, 'ALTER ANY CREDENTIAL');
    const table = serverTable(state, 'sys.credentials');
    // Number and words are a guess.
    if (name.startsWith('#')) throw failAt(line, 15529, `'${name}' is no name for a credential.`);
    if (rowNamed(table, name, state) !== undefined) {
      throw failAt(line, 15530, `The credential with name "${name}" already exists.`);
    }
    const found = rowNamed(serverTable(state, 'sys.cryptographic_providers'), provider ?? '', state);
    if (provider !== undefined && found === undefined)
      throw cannotDo(line, 'find', 'cryptographic provider', provider);
    table.insert({
      name,
      credential_id: nextId(table, 'credential_id', FIRST_ID, Number.POSITIVE_INFINITY),
      credential_identity: options.get('IDENTITY')?.text ?? '',
      ...(found === undefined
        ? {}
        : { target_type: 'CRYPTOGRAPHIC PROVIDER', target_id: found.provider_id ?? null }),
    });
  };
}

/** After ALTER CREDENTIAL: the identity has to be given, whether it changes or not. */
export function parseAlterCredential(stream: TokenStream): Ddl {
  const name = parseName(stream);
  stream.expectWord('WITH');
  const options = parseOptions(stream, ['IDENTITY', 'SECRET']);
  return ({ state, line }) => {
    requireServer(state, line, 'ALTER ANY CREDENTIAL');
    const credential_id = credentialId(name, state, line);
    const credential_identity = options.get('IDENTITY')?.text ?? '';
    serverTable(state, 'sys.credentials').update({ credential_id }, { credential_identity });
  };
}

/** After DROP CREDENTIAL. */
export function parseDropCredential(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return ({ state, line }) => {
    requireServer(state, line, 'ALTER ANY CREDENTIAL');
    serverTable(state, 'sys.credentials').delete({ credential_id: credentialId(name, state, line) });
  };
}
