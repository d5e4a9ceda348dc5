// Takes secrets out of what a server says before it is logged or shown: an error may quote the statement it is about.

/** Password hashes of every version: 0x01 to 0x03, a zero, a salt and a digest. A SID is never mistaken for one. */
const HASH = /0x0[123]00[0-9A-F]{44,}/gi;
/** The constant behind PASSWORD or SECRET, doubled quotes and all, to its end or the end of what was quoted. */
const CONSTANT =
  /\b(PASSWORD|SECRET|OLD_PASSWORD|RMTPASSWORD|PROVSTR)(\s*=\s*)N?('{1,2})(?:(?!'|$).|'')*('{1,2})?/gis;

/** The account and the password that the procedure takes by their places. */
const PROXY_ACCOUNT = /\b(sp_xp_cmdshell_proxy_account\s+)N?'[\s\S]*/gi;

/** The text without hashes and passwords. */
export function mask(text: string): string {
  return text.replace(HASH, '0x…').replace(CONSTANT, '$1$2***').replace(PROXY_ACCOUNT, '$1***');
}
