// regrant databases: what a server has, and what a capture would make of it.
import { listDatabases } from '../../capture/list-databases.ts';
import { visible } from '../../model/words/visible.ts';
import { profileCoverage } from '../../select/profile.ts';
import { connectTo, signalFor } from '../connect.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { profileAsked } from '../profile.ts';
import type { ConnectingOptions } from '../servers.ts';
import { serversOf } from '../servers.ts';

/** The options of the command, as the command line gives them. */
export interface DatabasesCommandOptions extends ConnectingOptions {
  readonly profile?: string;
}

/** Lists databases; exit code 3 when a database a profile requires is on none of the servers. */
export async function databasesCommand(
  options: DatabasesCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { servers, config } = await serversOf(options);
  const profile = await profileAsked(options, config);
  const found: { name: string; databases: string[] }[] = [];
  let failed = false;
  for (const server of await connectTo(servers, console)) {
    try {
      const listing = await listDatabases(server.driver, { signal: signalFor(server, signal) });
      found.push({ name: listing.server, databases: listing.databases.map(({ name }) => name) });
      await report(console, listing, () => listingText(listing), false);
    } catch (error) {
      if (servers.length === 1 || signal.aborted) throw error;
      failed = true;
      console.fail(error);
    }
  }
  if (failed) return EXIT.error;
  if (profile === undefined) return EXIT.done;
  const coverage = profileCoverage(profile, found);
  const { missing, outOfReach } = coverage;
  if (console.json) {
    await console.print(`${JSON.stringify({ profile: profile.name, ...coverage })}\n`);
    return missing.length > 0 ? EXIT.incomplete : EXIT.done;
  }
  for (const database of missing) console.warn(`${database} is on none of these servers.`);
  for (const { reason } of outOfReach) console.tell(reason);
  return missing.length > 0 ? EXIT.incomplete : EXIT.done;
}

function listingText({ server, databases }: Awaited<ReturnType<typeof listDatabases>>): string {
  const width = Math.max(...databases.map(({ name }) => visible(name).length));
  const lines = databases.map(({ name, state, owner, problem }) => {
    const told = problem === undefined ? `${state}, owner ${owner ?? 'unknown'}` : problem;
    return `  ${visible(name).padEnd(width)}  ${visible(told)}`;
  });
  return `${visible(server)}\n${lines.join('\n')}\n`;
}
