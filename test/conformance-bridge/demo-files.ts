// What `npm run demo` left in out/: snapshots and scripts, by the server's name.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../out/', import.meta.url));
const SNAPSHOT = '.regrant.ndjson';

/** A server's snapshot and script. */
export interface DemoFiles {
  readonly server: string;
  readonly snapshot: string;
  readonly script: string;
}

/** The demo's servers, in ordinal order; none before the demo has run. */
export function demoFiles(): readonly DemoFiles[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(SNAPSHOT))
    .map((file) => file.slice(0, -SNAPSHOT.length))
    .filter((server) => existsSync(`${FOLDER}${server}.sql`))
    .sort()
    .map((server) => ({
      server,
      snapshot: `${FOLDER}${server}${SNAPSHOT}`,
      script: `${FOLDER}${server}.sql`,
    }));
}

/** What is said where the demo has not run. */
export const NO_DEMO =
  'NOTE: THE SCRIPTS OF THE DEMO WERE NOT READ: there are none in out/; `npm run demo` writes them.';
