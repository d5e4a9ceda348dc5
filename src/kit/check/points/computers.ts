// Where things are: the servers reached, the databases found, management servers on computers of their own, and what has to
// be side by side.
import { computerName } from '../../../files/windows-path.ts';
import { omissionText } from '../../../model/words/omission-words.ts';
import { counted } from '../../../model/words/shown.ts';
import type { Environment } from '../../environment/environment.ts';
import { eachOf, type Found, factsOf, found, type Point, REACH } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';

/** Every server could be read. */
export const serversReached: Point = {
  id: 'servers-reached',
  title: 'The servers can be read',
  reads: ['facts'],
  judge: ({ servers }) =>
    servers.map(({ name, live }) => {
      const place = { server: name };
      if (!live.isKnown) return unclear(`${name} could not be read: ${live.why}`, REACH, place);
      const { omissions } = live.value.header;
      const [first] = omissions;
      if (first === undefined) return ok(`${name} was read completely.`, place);
      return unclear(
        `${name} was not read completely (${counted(omissions.length, 'omission')}): ${omissionText(first)}`,
        first.remedy,
        place,
      );
    }),
};

/** Every database of the profile is there. */
export const databasesFound: Point = {
  id: 'databases-found',
  title: 'The databases are there',
  reads: ['facts'],
  judge: (environment) =>
    environment.profile.roles.flatMap(({ databases }) =>
      databases.flatMap(({ name, required }): readonly Judgement[] => {
        const places = found(environment, name);
        if (places.length > 0) return places.map(whole);
        const remedy = 'Name the server that has it with --server, or in the configuration.';
        const isHidden = environment.servers.some(({ live }) => !live.isKnown);
        const evidence = `${name} is on none of the servers${isHidden ? ' that could be read' : ''}.`;
        if (isHidden) return [unclear(evidence, remedy, { database: name })];
        return required ? [bad(evidence, remedy, { database: name })] : [];
      }),
    ),
};

/** It is there, and what is in it was read. */
function whole({ fact: { state }, place, unread }: Found): Judgement {
  const { database, server } = place;
  if (state !== 'ONLINE')
    return bad(`${database} on ${server} is ${state}.`, 'Bring it online, and check again.', place);
  if (unread === undefined) return ok(`${database} is on ${server}.`, place);
  return unclear(
    `${database} is on ${server}, and what is in it was not looked at: ${unread}`,
    'Let the login in, and check again.',
    place,
  );
}

/** Databases and management servers are on separate computers. */
export const separateComputers: Point = {
  id: 'separate-computers',
  title: 'Databases and management servers are on separate computers',
  reads: ['facts', 'tables'],
  judge: (environment) => {
    const machines = machinesOf(environment);
    return eachOf(
      environment,
      environment.profile.readiness?.managementServers ?? [],
      ({ server, place }): readonly Judgement[] => {
        const registered = server.managementServers.get(place.database);
        if (!registered?.isKnown) {
          return [
            unclear(
              `The management servers of ${place.database} could not be read${registered === undefined ? '.' : `: ${registered.why}`}`,
              'See on which computers the management servers are, and that no database is there.',
              place,
            ),
          ];
        }
        if (registered.value.length === 0)
          return [
            unclear(
              `${place.database} registers no management server.`,
              'See on which computers the management servers are, and that no database is there.',
              place,
            ),
          ];
        return registered.value.map((name) => separate(name, machines, place));
      },
    );
  },
};

function separate(
  name: string,
  machines: ReadonlyMap<string, string>,
  place: { readonly server: string; readonly database: string },
): Judgement {
  if (name === '')
    return unclear(
      `${place.database} registers a management server without a name.`,
      'See on which computers the management servers are, and that no database is there.',
      place,
    );
  const shared = machines.get(computerName(name));
  if (shared === undefined) return ok(`Management server ${name} is on a computer without databases.`, place);
  return bad(
    `Management server ${name} is on the computer of the SQL Server ${shared}: one loss takes both.`,
    'Move the databases to another computer ("Move Service Manager databases"), or the management server.',
    place,
  );
}

/** The computers of the servers, by name without domain, each with its server. */
function machinesOf({ servers }: Environment): ReadonlyMap<string, string> {
  return new Map(
    servers.flatMap(({ name, live }): readonly (readonly [string, string])[] => {
      if (!live.isKnown) return [];
      const [fact] = factsOf(live.value).of('server');
      return fact === undefined ? [] : [[computerName(fact.machineName), name]];
    }),
  );
}

/** Databases that have to be on one instance. */
export const oneInstance: Point = {
  id: 'one-instance',
  title: 'Databases that belong together are on one instance',
  reads: ['facts'],
  judge: (environment) =>
    (environment.profile.readiness?.oneInstance ?? []).flatMap((group): readonly Judgement[] => {
      const places = group.map((database) => found(environment, database));
      if (places.some((list) => list.length === 0))
        return [unclear(`${group.join(' and ')} were not all found.`, REACH)];
      const servers = [...new Set(places.flatMap((list) => list.map(({ server }) => server.name)))];
      if (servers.length === 1) return [ok(`${group.join(' and ')} are on ${servers[0]}.`)];
      return [
        bad(
          `${group.join(' and ')} are on ${servers.join(' and ')}.`,
          'Move them to one instance: they speak to each other without a login.',
        ),
      ];
    }),
};

/** Databases that have to have one collation. */
export const oneCollation: Point = {
  id: 'one-collation',
  title: 'Collations agree',
  reads: ['facts'],
  judge: (environment) =>
    (environment.profile.readiness?.oneCollation ?? []).flatMap((group): readonly Judgement[] => {
      const databases = group.flatMap((database) => found(environment, database));
      if (databases.length === 0) return [unclear(`${group.join(', ')} were not found.`, REACH)];
      const collationOf = ({ fact }: Found): string => fact.collation ?? 'no collation that can be seen';
      const collations = [...new Set(databases.map(collationOf))];
      const told = collations.map((collation) => {
        const list = databases.filter((one) => collationOf(one) === collation);
        return `${list.map(({ place }) => place.database).join(', ')}: ${collation}`;
      });
      if (collations.length === 1) return [ok(`${told[0]}.`)];
      return [
        bad(
          `${told.join('; ')}.`,
          'Restore keeps each as it is; Setup and reports need one. Plan the move to one collation with Microsoft’s support.',
        ),
      ];
    }),
};

/** What no script reaches. */
export const outOfReach: Point = {
  id: 'out-of-reach',
  title: 'What no script reaches',
  reads: ['settings'],
  judge: ({ profile }) =>
    (profile.outOfReach ?? []).map(({ name, reason }) =>
      unclear(
        reason,
        'Say in the configuration, under check.accepted, who sees to it and when it was last tried.',
        {
          database: name,
        },
      ),
    ),
};
