// What of the instance the databases need: CLR, trusted assemblies, user-defined messages. A restore of a database brings none
// of it.
import { ENGLISH } from '../../../model/catalog/language-id.ts';
import type { Found, Point } from '../point.ts';
import { eachOf, factsOf, found, ownDatabases, ownServers, someOf } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';

/** CLR is on where a database has assemblies. */
export const clrEnabled: Point = {
  id: 'clr-enabled',
  title: 'CLR is on where databases have assemblies',
  reads: ['facts'],
  judge: (environment) =>
    ownServers(environment).flatMap((server): readonly Judgement[] => {
      const place = { server: server.name };
      const databases = withAssemblies(ownDatabases(environment).flatMap((name) => found(environment, name)))
        .filter((one) => one.server === server)
        .map((one) => one.place.database);
      if (databases.length === 0) return [];
      if (optionOf(server.live, 'clr enabled') === 1)
        return [ok(`CLR is on, which the assemblies of ${databases.join(', ')} need.`, place)];
      return [
        bad(
          `CLR is off, and ${databases.join(', ')} ${databases.length === 1 ? 'has' : 'have'} assemblies.`,
          `EXEC sp_configure 'clr enabled', 1; RECONFIGURE;`,
          place,
        ),
      ];
    }),
};

/** Assemblies are trusted where CLR is strict. */
export const trustedAssemblies: Point = {
  id: 'trusted-assemblies',
  title: 'Assemblies are trusted where CLR is strict',
  reads: ['facts'],
  judge: (environment) =>
    eachOf(environment, ownDatabases(environment), (one): readonly Judgement[] => {
      const assemblies = assembliesOf(one);
      if (assemblies.length === 0) return [];
      if (optionOf(one.server.live, 'clr strict security') !== 1)
        return [ok('CLR is not strict on this server: assemblies need no trust.', one.place)];
      const trusted = new Set(one.facts.of('trusted-assembly').map(({ hash }) => hash));
      const untrusted = assemblies.filter(
        ({ contentHash }) => contentHash === undefined || !trusted.has(contentHash),
      );
      if (untrusted.length === 0)
        return [
          ok(
            `The ${assemblies.length === 1 ? 'assembly is' : `${assemblies.length} assemblies are`} trusted.`,
            one.place,
          ),
        ];
      const signers = signersOf(one);
      if (signers.length > 0)
        return [
          unclear(
            `CLR is strict, and ${someOf(untrusted.map(({ name }) => name))} ${untrusted.length === 1 ? 'is' : 'are'} not trusted by hash; ${someOf(signers)} may have signed ${untrusted.length === 1 ? 'it' : 'them'}.`,
            'Call one of its functions on the new server; where it is not signed, EXEC sys.sp_add_trusted_assembly.',
            one.place,
          ),
        ];
      return [
        bad(
          `CLR is strict, and ${someOf(untrusted.map(({ name }) => name))} ${untrusted.length === 1 ? 'is' : 'are'} not trusted.`,
          'EXEC sys.sp_add_trusted_assembly with the hash of the assembly, on every instance that has the database.',
          one.place,
        ),
      ];
    }),
};

function assembliesOf({ facts, place }: Found) {
  return facts.of('securable', place.database).filter((fact) => fact.class === 'ASSEMBLY');
}

/** Logins of certificates and keys that may let assemblies in by their signature. Source: "clr strict security" (Microsoft). */
function signersOf({ facts }: Found): readonly string[] {
  const keys = new Set(
    facts.of('login').flatMap(({ name, type }) => (type === 'C' || type === 'K' ? [name] : [])),
  );
  return facts
    .of('permission')
    .filter(
      ({ permission, state, grantee }) =>
        permission === 'UNSAFE ASSEMBLY' && state !== 'D' && keys.has(grantee),
    )
    .map(({ grantee }) => grantee);
}

function withAssemblies(databases: readonly Found[]): readonly Found[] {
  return databases.filter((one) => assembliesOf(one).length > 0);
}

function optionOf(live: Found['server']['live'], name: string): number | undefined {
  if (!live.isKnown) return undefined;
  return factsOf(live.value).named('configuration', name)?.valueInUse;
}

/** The messages that set-up made are there, in English first. */
export const userMessages: Point = {
  id: 'user-messages',
  title: 'User-defined messages are there',
  reads: ['facts'],
  judge: (environment) => {
    const databases = environment.profile.readiness?.messages ?? [];
    return eachOf(environment, databases, ({ facts, place }): Judgement => {
      const messages = facts.of('message');
      const here = { server: place.server };
      if (messages.length === 0)
        return bad(
          `${place.server} has no user-defined message, which the procedures of ${place.database} raise.`,
          'Make them again with sp_addmessage, us_english first ("Move Service Manager databases").',
          here,
        );
      const english = new Set(
        messages.filter(({ languageId }) => languageId === ENGLISH).map(({ messageId }) => messageId),
      );
      const foreign = [...new Set(messages.map(({ messageId }) => messageId))].filter(
        (id) => !english.has(id),
      );
      if (foreign.length > 0)
        return bad(
          `The message ${someOf(foreign.map(String))} is not there in us_english, without which no other language can be added.`,
          'Add the message in us_english first, with sp_addmessage.',
          here,
        );
      return ok(`${english.size} user-defined messages are on ${place.server}.`, here);
    });
  },
};
