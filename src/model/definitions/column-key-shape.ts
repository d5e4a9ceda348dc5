// Keys of encrypted columns: what can be read of them is all there is to make them again, for the keys themselves are
// elsewhere. Source: "sys.column_master_keys", "sys.column_encryption_keys", "sys.column_encryption_key_values"
// (Microsoft).
import { list, object } from '../facts/body-shape.ts';
import { hex, name, opt, text } from '../facts/value-shape.ts';

/** A column master key: where the key is. */
export const COLUMN_MASTER_KEY = object({
  provider: text,
  path: text,
  /** Of one that enclaves may compute with. */
  enclaveSignature: opt(hex),
});

/** A column encryption key: encrypted by one master key, or by two while they change. */
export const COLUMN_ENCRYPTION_KEY = object({
  values: list(object({ masterKey: name, algorithm: text, value: hex })),
});
