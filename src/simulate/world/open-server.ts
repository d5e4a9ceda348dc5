// The server that a script is read on: nothing is known of it but what every server has, and whatever the script speaks
// of may be there.

import { NEWEST_VERSION } from '../../model/catalog/version.ts';
import { foldOf } from '../../model/name-fold.ts';
import { Directory } from '../state/directory.ts';
import { ServerState } from '../state/server-state.ts';
import { addShippedServer } from '../state/shipped.ts';
import { mentionDatabase } from './mentioned.ts';

/** What is told of the server. */
export interface OpenServerOptions {
  /** The name of its login with SID 0x01; default `sa`. */
  readonly saName?: string;
  /** Its collation, by which names are one; default one that ignores case. */
  readonly collation?: string;
}

/** A server of which nothing is known. An administrator acts on it: what he makes is owned by sa. */
export function openServer({ saName = 'sa', collation }: OpenServerOptions = {}): ServerState {
  const server = new ServerState({
    version: NEWEST_VERSION,
    directory: new Directory(),
    fold: foldOf(collation),
    isOpen: true,
  });
  addShippedServer(server);
  if (saName !== server.sa.name) server.renamePrincipal(server.sa, saName);
  server.sa.isMentioned = true;
  server.sa.login = { isDisabled: false };
  server.runner = server.sa;
  mentionDatabase(server, 'master');
  return server;
}
