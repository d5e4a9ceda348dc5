// Who comes in, and with what: orphans, accounts that come by a group alone, the accounts of the services.
import { US_ENGLISH } from '../../../model/catalog/language-id.ts';
import type { UserFact } from '../../../model/fact.ts';
import type { AccountRoles } from '../../../select/readiness.ts';
import type { Environment } from '../../environment/environment.ts';
import type { Found, Point } from '../point.ts';
import { eachInside, found, ownDatabases, someOf } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';

/** Users that log in by the instance, and whose login is not there. */
function withoutLogin({ facts, place }: Found): readonly UserFact[] {
  return facts
    .of('user', place.database)
    .filter(
      ({ login, sid, authenticationType }) =>
        login === undefined && sid !== undefined && authenticationType !== 0,
    );
}

/** Users of SQL logins: `authentication_type` 1. */
const BY_INSTANCE = 1;
/** Windows users and groups: `authentication_type` 3. */
const BY_WINDOWS = 3;

/** Users of SQL logins that are not there. */
export const orphans: Point = {
  id: 'orphans',
  title: 'No user has lost its login',
  reads: ['facts'],
  judge: (environment) =>
    eachInside(environment, ownDatabases(environment), (one): Judgement => {
      const lost = withoutLogin(one).filter((user) => user.authenticationType === BY_INSTANCE);
      const { place } = one;
      if (lost.length === 0) return ok(`Every user of ${place.database} for a SQL login has it.`, place);
      return bad(
        `${someOf(lost.map(({ name }) => name))} in ${place.database} ${lost.length === 1 ? 'has' : 'have'} no login of the same SID.`,
        'ALTER USER … WITH LOGIN = …, or drop the user if nobody needs it.',
        place,
      );
    }),
};

/** Windows users who have no login of their own. */
export const groupLogins: Point = {
  id: 'group-logins',
  title: 'Who comes in by a group alone',
  reads: ['facts'],
  judge: (environment) =>
    eachInside(environment, ownDatabases(environment), (one): Judgement => {
      const { facts, place } = one;
      const users = withoutLogin(one).filter((user) => user.authenticationType === BY_WINDOWS);
      if (users.length === 0) return ok(`Every Windows user of ${place.database} has a login.`, place);
      const groups = facts.of('login').filter(({ type }) => type === 'G');
      const names = someOf(users.map(({ name }) => name));
      if (groups.length === 0)
        return bad(
          `${names} in ${place.database} ${users.length === 1 ? 'has' : 'have'} no login, and ${place.server} has no login of a group.`,
          'Make a login of the account or of a group that it is in, or drop the user.',
          place,
        );
      return unclear(
        `${names} in ${place.database} ${users.length === 1 ? 'comes' : 'come'} in only by a group (${someOf(groups.map(({ name }) => name))}): T-SQL does not tell who is in it.`,
        'See in Active Directory that the group still has the account, or make a login of its own.',
        place,
      );
    }),
};

/** Each account of the product has its roles. */
export const serviceAccounts: Point = {
  id: 'service-accounts',
  title: 'The accounts of the services have their roles',
  reads: ['facts'],
  judge: (environment) =>
    (environment.profile.readiness?.accounts ?? []).flatMap((account) =>
      eachInside(environment, [account.database], (one): Judgement => {
        const { name, lacking } = closest(one, account);
        const what = `The ${account.title}`;
        if (name !== undefined && lacking.length === 0)
          return ok(`${what} in ${one.place.database} is ${name}, with all of its roles.`, one.place);
        const roles = lacking.join(', ');
        return bad(
          name === undefined
            ? `No user of ${one.place.database} has a role of the ${account.title} (${roles}).`
            : `${what} in ${one.place.database}, ${name}, is not in ${roles}.`,
          `ALTER ROLE … ADD MEMBER, in ${one.place.database}.`,
          one.place,
        );
      }),
    ),
};

/** The user who has most of an account’s roles, and those that it lacks. Who owns the database has all. */
function closest(
  { facts, fact, place }: Found,
  { roles }: AccountRoles,
): { readonly name?: string; readonly lacking: readonly string[] } {
  const users = facts.of('user', place.database).map(({ name }) => {
    const has = new Set(facts.membershipsOf(place.database, name).map(({ role }) => role));
    return { name, lacking: roles.filter((role) => !has.has(role)) };
  });
  const [best] = users.toSorted((a, b) => a.lacking.length - b.lacking.length);
  if (best === undefined || best.lacking.length === roles.length) {
    const isOwners = fact.owner !== undefined && facts.principal(undefined, fact.owner) !== undefined;
    return isOwners && users.length === 0 ? { name: fact.owner ?? '', lacking: [] } : { lacking: roles };
  }
  return best;
}

/** The accounts of the product that a database knows: what each is called, and who it is. */
export function accountsOf(
  environment: Environment,
  database: string,
): readonly { readonly title: string; readonly name: string }[] {
  const accounts = (environment.profile.readiness?.accounts ?? []).filter((one) => one.database === database);
  return accounts.flatMap((account) =>
    found(environment, database).flatMap((one) => {
      const { name } = one.unread === undefined ? closest(one, account) : {};
      return name === undefined ? [] : [{ title: account.title, name }];
    }),
  );
}

/** The logins of those accounts, by server. */
function accountLogins({ facts, place }: Found, account: AccountRoles): readonly string[] {
  return facts
    .of('user', place.database)
    .filter(({ name }) => {
      const has = new Set(facts.membershipsOf(place.database, name).map(({ role }) => role));
      return account.roles.every((role) => has.has(role));
    })
    .flatMap(({ login }) => (login === undefined ? [] : [login]));
}

/** An account of the product has the server roles that set-up gives it. */
export const accountServerRoles: Point = {
  id: 'account-server-roles',
  title: 'The service account has its server role',
  reads: ['facts'],
  judge: (environment) => {
    const { accounts = [], accountServerRoles: roles = [] } = environment.profile.readiness ?? {};
    const [first] = accounts;
    const own = accounts.filter(({ title }) => title === first?.title);
    return own.flatMap((account) =>
      found(environment, account.database).flatMap((one) => {
        const logins = accountLogins(one, account);
        if (logins.length === 0) return [];
        const place = { server: one.place.server };
        return roles.map((role) => {
          const members = new Set(one.facts.membersOf(undefined, role).map(({ member }) => member));
          if (logins.some((login) => members.has(login)))
            return ok(
              `${logins.find((login) => members.has(login))} is in ${role} on ${place.server}.`,
              place,
            );
          return bad(
            `${logins.join(', ')} is not in the server role ${role} on ${place.server}, which set-up gives the ${account.title}.`,
            `ALTER SERVER ROLE ${role} ADD MEMBER … on ${place.server}.`,
            place,
          );
        });
      }),
    );
  },
};

/** The logins of those accounts read dates as month, day, year. */
export const defaultLanguages: Point = {
  id: 'default-languages',
  title: 'The accounts of the services read dates as month, day, year',
  reads: ['facts'],
  judge: (environment) => {
    const byServer = new Map<string, Map<string, string>>();
    for (const account of environment.profile.readiness?.accounts ?? []) {
      for (const one of found(environment, account.database)) {
        const logins = byServer.get(one.place.server) ?? new Map<string, string>();
        for (const name of accountLogins(one, account)) {
          const login = one.facts.named('login', name);
          logins.set(name, login?.defaultLanguage ?? US_ENGLISH);
        }
        byServer.set(one.place.server, logins);
      }
    }
    return [...byServer].flatMap(([server, logins]): readonly Judgement[] => {
      const other = [...logins].filter(([, language]) => language !== US_ENGLISH);
      if (logins.size === 0) return [];
      if (other.length === 0)
        return [ok(`${[...logins.keys()].join(', ')}: ${US_ENGLISH} by default.`, { server })];
      return other.map(([name, language]) =>
        bad(
          `${name} has ${language} as its default language: Extract skips rows without a word where dates are not month, day, year.`,
          `ALTER LOGIN … WITH DEFAULT_LANGUAGE = ${US_ENGLISH}, for ${name}.`,
          { server },
        ),
      );
    });
  },
};
