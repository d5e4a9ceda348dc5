// A profile by its name or its file, under the report server's own name where it has another.
import { RegrantError } from '../model/errors.ts';
import type { Profile } from '../select/profile.ts';
import { renameDatabases } from '../select/profile.ts';
import { SERVICE_MANAGER } from '../select/profiles/service-manager.ts';
import { readProfile } from '../select/read-profile.ts';

/** Finds a profile: `service-manager`, or a JSON file. */
export async function profileOf(nameOrFile: string, reportDatabase?: string): Promise<Profile> {
  const profile = nameOrFile === SERVICE_MANAGER.name ? SERVICE_MANAGER : await fromFile(nameOrFile);
  return reportDatabase === undefined ? profile : renameDatabases(profile, { ReportServer: reportDatabase });
}

/** The profile that the command line asks for, else the configuration; undefined where neither does. */
export async function profileAsked(
  { profile, reportDatabase }: { readonly profile?: string; readonly reportDatabase?: string },
  config: { readonly profile?: string } | undefined,
): Promise<Profile | undefined> {
  const asked = profile ?? config?.profile;
  return asked === undefined ? undefined : profileOf(asked, reportDatabase);
}

async function fromFile(path: string): Promise<Profile> {
  if (path.endsWith('.json')) return readProfile(path);
  throw new RegrantError({
    code: 'bad-option',
    fact: `There is no profile ${path}.`,
    remedy: `Take ${SERVICE_MANAGER.name}, or give the path of a profile of your own (*.json).`,
  });
}
