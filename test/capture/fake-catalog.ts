// The catalogue of a release as fixtures/catalog/columns.tsv has it: what a probe of such a server would find.
import { readFileSync } from 'node:fs';
import { type Catalog, catalogOf } from '../../src/capture/batch/catalog.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';

const FILE = new URL('../../fixtures/catalog/columns.tsv', import.meta.url);

/** (view, column) pairs of a release, views without their schema. */
export function catalogPairs(version: SqlVersion): readonly (readonly [string, string])[] {
  return pairsOf(version, 'sys.');
}

function pairsOf(version: SqlVersion, schema: string): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  let view = '';
  const lines = readFileSync(FILE, 'utf8').split('\n');
  for (const line of lines.filter((text) => text !== '' && !text.startsWith('#')).slice(1)) {
    const [named = '', column = '', , since = '', until = ''] = line.split('\t');
    if (named !== '') view = named;
    if (!view.startsWith(schema)) continue;
    if (since !== '' && Number(since) > version) continue;
    if (until !== '' && Number(until) < version) continue;
    pairs.push([view.slice(schema.length), column]);
  }
  return pairs;
}

/** The catalogue of a boxed SQL Server of a release, to a login that may read every table of msdb. */
export function catalogFor(version: SqlVersion): Catalog {
  const tables = new Map<string, string[]>();
  for (const [table, column] of pairsOf(version, 'dbo.'))
    tables.set(`dbo.${table}`, [...(tables.get(`dbo.${table}`) ?? []), column]);
  return catalogOf(version, 3, catalogPairs(version), tables);
}
