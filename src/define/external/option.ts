// What the statements of external things have in common.
import { shown } from '../../model/words/shown.ts';
import type { Unscripted } from '../statement.ts';

/** `WORD = value`, or nothing. */
export function option<T>(word: string, value: T | undefined, quote: (value: T) => string): string[] {
  return value === undefined ? [] : [`${word} = ${quote(value)}`];
}

/** What has to be known of something that logs in by a database scoped credential. */
export function credentialRemarks(credential: string | undefined): readonly Unscripted[] {
  if (credential === undefined) return [];
  const why = `It needs the database scoped credential ${shown(credential)}, whose secret no server shows: make it before the script runs.`;
  return [{ code: 'credential-by-hand', why }];
}
