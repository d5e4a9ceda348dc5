// What was kept for the disaster: the snapshot of each server, its script, the export of the management packs.
import { CHECK_DEFAULTS } from '../../../config/check-settings.ts';
import { omissionText } from '../../../model/words/omission-words.ts';
import type { Environment, ServerReading } from '../../environment/environment.ts';
import type { KeptSnapshot } from '../../environment/kept-files.ts';
import { ageText, DAY, ownServers, type Point, REACH, someOf, staleness } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';

const MAKE = 'Run regrant prepare, and see that it runs every night.';

/** Every server of the profile has a snapshot that is complete, young, and as the server is. */
export const snapshotKept: Point = {
  id: 'snapshot',
  title: 'The snapshot is complete, young, and as the server is',
  reads: ['files', 'facts'],
  judge: (environment) =>
    kitServers(environment).flatMap((server): readonly Judgement[] => {
      const { snapshot } = server.kept;
      const place = { server: server.name };
      if (snapshot === undefined) return [bad(`No snapshot of ${server.name} was kept.`, MAKE, place)];
      if (!snapshot.isKnown)
        return [bad(`The snapshot of ${server.name} cannot be used: ${snapshot.why}`, MAKE, place)];
      return [judgeSnapshot(snapshot.value, server.name, environment)];
    }),
};

function judgeSnapshot(snapshot: KeptSnapshot, server: string, { now, settings }: Environment): Judgement {
  const place = { server };
  const { capturedAt, omissions, drift, path } = snapshot;
  const [omission] = omissions;
  if (omission !== undefined)
    return bad(
      `The snapshot of ${server} is incomplete (${omissions.length}): ${omissionText(omission)}`,
      `${omission.remedy} ${MAKE}`,
      place,
    );
  if (capturedAt === undefined)
    return bad(`The snapshot of ${server} was not captured from a server: ${path}.`, MAKE, place);
  const limit = settings.maxAge ?? CHECK_DEFAULTS.maxAge;
  const age = `captured ${ageText(capturedAt, now)}`;
  if (!drift.isKnown)
    return unclear(
      `The snapshot of ${server} was ${age}; what changed since is not known: ${drift.why}`,
      REACH,
      place,
    );
  if (drift.value.length > 0)
    return bad(
      `The snapshot of ${server} was ${age}, and ${drift.value.length} ${drift.value.length === 1 ? 'thing has' : 'things have'} changed since: ${someOf(drift.value)}.`,
      MAKE,
      place,
    );
  const stale = staleness(capturedAt, now, limit * DAY, `${limit} days`);
  if (stale !== undefined) return bad(`The snapshot of ${server} was ${age}; ${stale}.`, MAKE, place);
  return ok(`The snapshot of ${server} was ${age}; nothing has changed since.`, place);
}

/** Every server of the profile has a script, and it is that of the snapshot. */
export const scriptKept: Point = {
  id: 'script',
  title: 'The restore script is that of the snapshot',
  reads: ['files'],
  judge: (environment) =>
    kitServers(environment).flatMap(({ name, kept }): readonly Judgement[] => {
      const place = { server: name };
      const { snapshot, script } = kept;
      if (snapshot === undefined || !snapshot.isKnown) return [];
      if (script === undefined) return [noScript(name, snapshot.value.omissions.length > 0)];
      if (!script.isKnown)
        return [bad(`The restore script of ${name} cannot be used: ${script.why}`, MAKE, place)];
      if (!script.value.isWhole)
        return [bad(`The restore script of ${name} was cut short: ${script.value.path}.`, MAKE, place)];
      if (script.value.digest === snapshot.value.digest)
        return [ok(`The restore script of ${name} was written of its snapshot.`, place)];
      return [
        bad(
          `The restore script of ${name} was written of other facts than its snapshot has: ${script.value.path}.`,
          MAKE,
          place,
        ),
      ];
    }),
};

function noScript(server: string, isIncomplete: boolean): Judgement {
  if (!isIncomplete) return bad(`No restore script of ${server} was kept.`, MAKE, { server });
  return bad(
    `No restore script of ${server} was kept: its snapshot is incomplete.`,
    'See to what is missing in it; regrant prepare --allow-incomplete writes a script of what there is.',
    { server },
  );
}

/** Servers with databases of the profile, and those of which nobody knows whether they have some. */
function kitServers(environment: Environment): readonly ServerReading[] {
  const own = ownServers(environment);
  return environment.servers.filter((server) => !server.live.isKnown || own.includes(server));
}
