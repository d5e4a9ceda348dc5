// The schemas in fixtures/definitions: a folder for the release that each came with, which later ones take too.
import { readdirSync, readFileSync } from 'node:fs';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { ordinal } from '../../src/model/order.ts';

const FOLDER = new URL('../../fixtures/definitions/', import.meta.url);

/** A schema by itself. */
export interface DefinitionSchema {
  /** `2016/graphs` */
  readonly name: string;
  readonly since: SqlVersion;
  readonly text: string;
}

/** Whether a problem is what Microsoft's model says of names that it takes for variables of sqlcmd, which they are not. */
export const isOfVariables = (message: string): boolean =>
  message.includes('SqlCmd variable reference is not allowed in object names');

/** Every schema, in the order of releases and names. */
export function definitionSchemas(): readonly DefinitionSchema[] {
  return SQL_VERSIONS.flatMap((since) =>
    readdirSync(new URL(`${since}/`, FOLDER))
      .sort(ordinal)
      .map((file) => ({
        name: `${since}/${file.replace(/\.sql$/, '')}`,
        since,
        text: readFileSync(new URL(`${since}/${file}`, FOLDER), 'utf8'),
      })),
  );
}
