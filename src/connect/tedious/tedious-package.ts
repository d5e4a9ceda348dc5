// The package tedious, without what it would load beside itself, and the packages that know code pages. The single
// executable is built with another file in this one's place.
import { createRequire } from 'node:module';
import { loadIdentityLater } from './later-identity.ts';

const load = createRequire(import.meta.url);

/** Loads the package. */
export function tediousPackage(): typeof import('tedious') {
  loadIdentityLater(load);
  return load('tedious') as typeof import('tedious');
}

/** What is known of code pages: which a collation means, and what bytes in it are. */
export type CodePages = Pick<typeof import('tedious/lib/collation.js'), 'Collation'> &
  Pick<typeof import('iconv-lite'), 'decode'>;

/** Loads the packages of code pages. */
export function codePagePackages(): CodePages {
  const { Collation } = load('tedious/lib/collation.js') as typeof import('tedious/lib/collation.js');
  const { decode } = load('iconv-lite') as typeof import('iconv-lite');
  return { Collation, decode };
}
