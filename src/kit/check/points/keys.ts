// Backed-up encryption keys: of the management servers and of the report server. T-SQL makes none, so the configuration says
// where somebody put them. Sources: "Back up the Service Manager encryption key", "Back up and restore SSRS encryption keys"
// (Microsoft).

import { CHECK_DEFAULTS } from '../../../config/check-settings.ts';
import { computerName, computerOfPath, isComputer, LOCALHOST } from '../../../files/windows-path.ts';
import type { Environment } from '../../environment/environment.ts';
import { registeredServers } from '../../environment/registrations.ts';
import { ageText, DAY, found, type Point, staleness } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';

/** The keys of the management servers. */
export const encryptionKeys: Point = {
  id: 'encryption-keys',
  title: 'The encryption keys of the management servers are backed up',
  reads: ['tables', 'files', 'settings'],
  judge: (environment) => {
    const { encryptionKeys: keys = [] } = environment.settings;
    const named = keys.map(({ managementServer, file }) =>
      keyFile(environment, file, `The key of ${managementServer}`, managementServer),
    );
    const have = new Set(keys.map(({ managementServer }) => computerName(managementServer)));
    const registered = registeredServers(environment);
    const without = registered.filter((name) => !have.has(computerName(name)));
    if (named.length === 0 && registered.length === 0)
      return [unclear('It is not known which management servers there are.', BACK_UP)];
    return [...named, ...without.map((name) => missing(name, keys.length > 0))];
  },
};

const BACK_UP =
  'Back it up on the management server with SecureStorageBackup.exe of the installation media, keep it elsewhere, and name the file under check.encryptionKeys in the configuration.';

/** Where others are named, one that is not was forgotten. */
function missing(name: string, areOthersNamed: boolean): Judgement {
  const evidence = `The configuration names no backed-up key of ${name}.`;
  return areOthersNamed ? bad(evidence, BACK_UP) : unclear(evidence, BACK_UP);
}

/** The key of the report server. */
export const reportServerKey: Point = {
  id: 'report-server-key',
  title: 'The encryption key of the report server is backed up',
  reads: ['files', 'settings'],
  judge: (environment) => {
    const { profile, settings } = environment;
    const database = profile.readiness?.serviceKey;
    if (database === undefined) return [];
    const [place] = found(environment, database);
    const file = settings.reportServerKey;
    if (file !== undefined)
      return [keyFile(environment, file, 'The key of the report server', place?.server.name ?? '')];
    return [
      unclear(
        'The configuration names no backed-up key of the report server.',
        'Back it up with Report Server Configuration Manager or rskeymgmt -e, keep it elsewhere, and name the file under check.reportServerKey.',
      ),
    ];
  },
};

/** A file with a key: there, not empty, not too old, and not on the computer whose key it is. */
function keyFile(environment: Environment, file: string, what: string, owner: string): Judgement {
  const { files, now, settings, host } = environment;
  const reading = files.get(file);
  if (reading === undefined || !reading.isKnown)
    return unclear(
      `${what} could not be looked at: ${reading?.why ?? `${file} was not read.`}`,
      'Run the check from a computer that reaches the file.',
    );
  const state = reading.value;
  if (!state.isThere) return bad(`${what} is not there: ${file}.`, BACK_UP);
  if (state.bytes === 0) return bad(`${what} is empty: ${file}.`, BACK_UP);
  // A path that names no computer is on the one that looks at it, and so is one of localhost.
  const named = computerOfPath(file) ?? host;
  const isOwn = isComputer(computerName(named) === LOCALHOST ? host : named, [owner.split('\\')[0] ?? '']);
  const remedy = 'Keep it on another computer, and name it there.';
  if (isOwn === undefined)
    return unclear(
      `${what} is at ${file}, whose computer is not named.`,
      'Name the computer, not its address.',
    );
  if (isOwn) return bad(`${what} is on the computer whose key it is: ${file}.`, remedy);
  const limit = settings.maxKeyAge ?? CHECK_DEFAULTS.maxKeyAge;
  const age = ageText(state.modifiedAt, now);
  const told = `${what} is in ${file}, ${state.bytes} bytes, written ${age}`;
  const stale = staleness(state.modifiedAt, now, limit * DAY, `${limit} days`);
  return stale === undefined ? ok(`${told}.`) : bad(`${told}; ${stale}.`, BACK_UP);
}
