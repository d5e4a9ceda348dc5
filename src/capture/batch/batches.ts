// Every batch that a capture can send to a server with a given catalogue; what Microsoft's parser is shown.

import { applicationBatch } from '../applications/application.ts';
import { APPLICATION_NAMES, type ApplicationName } from '../applications/application-name.ts';
import { APPLICATIONS } from '../applications/applications.ts';
import { DATABASE_QUERIES } from '../database/queries.ts';
import { DEFINITION_QUERIES } from '../definitions/definition-queries.ts';
import { queriesOf } from '../msdb/queries.ts';
import { PROBE_CATALOG, probeQueries } from '../probe.ts';
import { SERVER_QUERIES } from '../server/queries.ts';
import { buildBatch } from './batch.ts';
import type { Catalog } from './catalog.ts';
import { ALL_VIEWS } from './views.ts';

/** A batch that a capture sends. */
export interface CaptureBatch {
  readonly name:
    | ApplicationName
    | 'probe'
    | 'server'
    | 'server without passwords'
    | 'database'
    | 'definitions'
    | 'msdb';
  readonly text: string;
}

/** The text of every batch a capture can send, for one catalogue. */
export async function captureBatches(catalog: Catalog): Promise<readonly CaptureBatch[]> {
  return [
    { name: 'probe', text: (await buildBatch(probeQueries(ALL_VIEWS), PROBE_CATALOG, false)).text },
    { name: 'server', text: (await buildBatch(SERVER_QUERIES, catalog, true)).text },
    { name: 'server without passwords', text: (await buildBatch(SERVER_QUERIES, catalog, false)).text },
    { name: 'database', text: (await buildBatch(DATABASE_QUERIES, catalog, true)).text },
    { name: 'definitions', text: (await buildBatch(DEFINITION_QUERIES, catalog, true)).text },
    { name: 'msdb', text: (await buildBatch(queriesOf('msdb'), catalog, true)).text },
    ...(await Promise.all(
      APPLICATION_NAMES.map(async (name) => ({
        name,
        text: (await applicationBatch(APPLICATIONS[name])).text,
      })),
    )),
  ];
}
