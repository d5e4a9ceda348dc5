// The environment that a command of the kit works on: its servers, its profile, its settings.
import { hostname } from 'node:os';
import type { CheckSettings } from '../../config/check-settings.ts';
import type { KitServer } from '../../kit/environment/read-environment.ts';
import { defined } from '../../model/defined.ts';
import type { Profile } from '../../select/profile.ts';
import { SERVICE_MANAGER } from '../../select/profiles/service-manager.ts';
import { connectTo, signalFor } from '../connect.ts';
import type { Console } from '../console.ts';
import { tellCapture } from '../one-server.ts';
import { profileOf } from '../profile.ts';
import { type ConnectingOptions, serversOf } from '../servers.ts';

/** The options of a command that works on an environment. */
export interface EnvironmentOptions extends ConnectingOptions {
  readonly profile?: string;
  readonly reportDatabase?: string;
}

/** What such a command is given. */
export interface GivenEnvironment {
  readonly servers: readonly KitServer[];
  readonly profile: Profile;
  readonly settings: CheckSettings;
  /** The folder of the configuration for what is kept. */
  readonly out?: string;
  readonly host: string;
  readonly now: Date;
  readonly progress: ReturnType<typeof tellCapture>;
}

/** Finds it; passwords are asked for before the work begins. Throws what serversOf and profileOf throw. */
export async function environmentOf(
  options: EnvironmentOptions,
  console: Console,
  signal: AbortSignal,
): Promise<GivenEnvironment> {
  const { servers, config } = await serversOf(options);
  const profile = await profileOf(
    options.profile ?? config?.profile ?? SERVICE_MANAGER.name,
    options.reportDatabase,
  );
  const connected = await connectTo(servers, console);
  return {
    servers: connected.map((server) => ({
      name: server.settings.name,
      driver: server.driver,
      signal: signalFor(server, signal),
      ...defined({ selection: server.settings.selection, timeoutMs: server.settings.queryTimeoutMs }),
    })),
    profile,
    settings: config?.check ?? {},
    ...defined({ out: config?.out }),
    host: hostname(),
    now: new Date(),
    progress: tellCapture(console),
  };
}
