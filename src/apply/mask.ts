// Takes secrets out of what a server says before it is logged or shown: an error may quote the statement it is about.
import { isSecretParameter, SECRET_NAMES } from '../model/secret.ts';
import { PROCEDURES } from '../parse/resolve/procedure.ts';

/** Password hashes of every version: 0x01 to 0x03, a zero, a salt and a digest. A SID is never mistaken for one. */
const HASH = /0x0[123]00[0-9A-F]{44,}/gi;
/** The constant behind the name of a secret, doubled quotes and all, to its end or the end of what was quoted. */
const CONSTANT = new RegExp(`(${SECRET_NAMES})(\\s*=\\s*)N?('{1,2})(?:(?!'|$).|'')*('{1,2})?`, 'gis');

/** Procedures that take a secret by its place: what stands behind their name is not told from it. */
const TAKING = [...PROCEDURES].flatMap(([name, { parameters }]) =>
  parameters.some(isSecretParameter) ? [name] : [],
);
const BY_PLACE = new RegExp(
  `\\b((?:${TAKING.join('|')}|sp_xp_cmdshell_proxy_account)\\]?\\s+)N?'[\\s\\S]*`,
  'gi',
);

/** The text without hashes and passwords. */
export function mask(text: string): string {
  return text.replace(HASH, '0x…').replace(CONSTANT, '$1$2***').replace(BY_PLACE, '$1***');
}
