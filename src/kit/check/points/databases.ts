// How the databases are set: broker, owner, TRUSTWORTHY and chaining, and the name of the report server’s second database.
import { eachInside, eachOf, factsOf, found, ownDatabases, ownServers, type Point } from '../point.ts';
import { bad, type Judgement, ok } from '../readiness.ts';

/** Service Broker is on where the product needs it. */
export const brokerEnabled: Point = {
  id: 'broker-enabled',
  title: 'Service Broker is on',
  reads: ['facts'],
  judge: (environment) =>
    eachOf(environment, environment.profile.readiness?.broker ?? [], ({ fact, place }) =>
      fact.isBrokerEnabled
        ? ok(`Service Broker is on in ${fact.name}.`, place)
        : bad(
            `Service Broker is off in ${fact.name}.`,
            `ALTER DATABASE ${fact.name} SET ENABLE_BROKER, in SINGLE_USER; never NEW_BROKER.`,
            place,
          ),
    ),
};

/** The owner in the list of databases and dbo inside are one. */
export const ownerAndDbo: Point = {
  id: 'owner-and-dbo',
  title: 'Owner and dbo agree',
  reads: ['facts'],
  judge: (environment) =>
    eachInside(environment, ownDatabases(environment), ({ fact, place }) => {
      const remedy = `ALTER AUTHORIZATION ON DATABASE::${fact.name} TO the login that is to own it.`;
      if (fact.owner === undefined)
        return bad(`The owner of ${fact.name} has a SID that is nobody's: ${fact.ownerSid}.`, remedy, place);
      if (fact.dboSid !== undefined)
        return bad(
          `${fact.owner} owns ${fact.name} in the list of databases, and dbo inside is another: ${fact.dboSid}.`,
          remedy,
          place,
        );
      return ok(`${fact.owner} owns ${fact.name}, and is dbo inside.`, place);
    }),
};

/** TRUSTWORTHY is off: nothing of the product needs it, and a restore turns it off. */
export const trustworthy: Point = {
  id: 'trustworthy',
  title: 'TRUSTWORTHY is off',
  reads: ['facts'],
  judge: (environment) =>
    eachOf(environment, ownDatabases(environment), ({ fact, place }) =>
      fact.isTrustworthy
        ? bad(
            `TRUSTWORTHY is on in ${fact.name}: a restore turns it off, and nothing of the product is known to need it.`,
            `ALTER DATABASE ${fact.name} SET TRUSTWORTHY OFF; where something does need it, say so under check.accepted: the script sets it again.`,
            place,
          )
        : ok(`TRUSTWORTHY is off in ${fact.name}.`, place),
    ),
};

/** Ownership chains end at each database. */
export const ownershipChaining: Point = {
  id: 'ownership-chaining',
  title: 'Ownership chains end at each database',
  reads: ['facts'],
  judge: (environment) => [
    ...eachOf(environment, ownDatabases(environment), ({ fact, place }) =>
      fact.isDbChaining
        ? bad(
            `DB_CHAINING is on in ${fact.name}: a restore turns it off.`,
            `ALTER DATABASE ${fact.name} SET DB_CHAINING OFF; where something does need it, say so under check.accepted: the script sets it again.`,
            place,
          )
        : ok(`DB_CHAINING is off in ${fact.name}.`, place),
    ),
    ...ownServers(environment).flatMap(({ name, live }): readonly Judgement[] => {
      const option = live.isKnown
        ? factsOf(live.value).named('configuration', 'cross db ownership chaining')
        : undefined;
      if (option?.valueInUse !== 1) return [];
      return [
        bad(
          `Ownership chains go across all databases of ${name}.`,
          `EXEC sp_configure 'cross db ownership chaining', 0; RECONFIGURE; or say under check.accepted who needs it.`,
          { server: name },
        ),
      ];
    }),
  ],
};

/** A database whose name has to follow another’s is beside it, under that name. */
export const followingName: Point = {
  id: 'following-name',
  title: 'The temporary database of the report server has its name',
  reads: ['facts'],
  judge: (environment) => {
    const following = environment.profile.roles.flatMap(({ databases }) =>
      databases.filter(({ follows }) => follows !== undefined),
    );
    return following.flatMap((database) =>
      eachOf(environment, [database.follows?.database ?? ''], ({ server, place }): Judgement => {
        const beside = found(environment, database.name).some((one) => one.server === server);
        if (beside) return ok(`${database.name} is beside ${place.database} on ${place.server}.`, place);
        return bad(
          `${place.database} is on ${place.server}, and no ${database.name} is beside it.`,
          `Restore it under the name ${database.name}: the report server looks for no other.`,
          place,
        );
      }),
    );
  },
};
