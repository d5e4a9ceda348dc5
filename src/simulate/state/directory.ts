// What lies outside SQL Server, or comes with a backup, and gives principals their SIDs: Windows, Entra, certificates
// and keys. It is read off facts; a name that no fact knows gets a SID of its own.

import { createHash } from 'node:crypto';
import { isAccountName, PRINCIPAL_KINDS, type PrincipalSource } from '../../model/catalog/principal-kind.ts';
import type { Fact, Hex, LoginType } from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { foldOfWindows, isSameToWindows } from '../../model/name-fold.ts';

/** An account, certificate or key. */
export interface Account {
  readonly sid: Hex;
  readonly type: LoginType;
  /** Whether a fact told it; else the SID is made up. */
  readonly isKnown: boolean;
}

/** Where accounts, certificates and keys are. */
export type AccountSource = Exclude<PrincipalSource, 'password' | undefined>;

/** Accounts by where they are and what they are called. */
export class Directory {
  readonly #accounts = new Map<string, Account>();
  readonly #owners = new Map<Hex, string>();

  /** Takes in the accounts that facts speak of; logins go before users, and what is known already stays. */
  learn(facts: Iterable<Fact>): void {
    const users: Extract<Fact, { kind: 'user' }>[] = [];
    const jobOwners: string[] = [];
    for (const fact of facts) {
      if (fact.kind === 'user') users.push(fact);
      if (fact.kind === 'database') this.#addOwner(fact.owner, fact.ownerSid);
      if (fact.kind === 'agent-job' && fact.owner !== undefined) jobOwners.push(fact.owner);
      if (fact.kind !== 'login') continue;
      const { type, sid } = fact;
      const key = type === 'C' ? fact.certificate : type === 'K' ? fact.asymmetricKey : undefined;
      this.#add(sourceOf(type), 'master', key ?? fact.name, { type, sid, isKnown: true });
    }
    for (const { database, type, sid, name, login, certificate, asymmetricKey } of users) {
      if (sid === undefined || (login !== undefined && login !== name)) continue;
      this.#add(sourceOf(type), database, certificate ?? asymmetricKey ?? name, { type, sid, isKnown: true });
    }
    for (const owner of jobOwners)
      if (this.sidOfOwner(owner) === undefined)
        this.#addOwner(owner, this.account('windows', 'master', owner).sid);
  }

  /** A database or a job may be owned by an account that comes by its group, and has no login. */
  #addOwner(owner: string | undefined, sid: Hex): void {
    if (owner !== undefined && isAccountName(owner)) this.#owners.set(sid, owner);
  }

  /** The Windows account that owns databases or jobs under a SID. */
  ownerOfSid(sid: Hex): string | undefined {
    return this.#owners.get(sid);
  }

  /** The SID under which a Windows account owns databases or jobs. */
  sidOfOwner(name: string): Hex | undefined {
    for (const [sid, owner] of this.#owners) if (isSameToWindows(owner, name)) return sid;
    return undefined;
  }

  #add(source: AccountSource | undefined, database: string, name: string, account: Account): void {
    if (source === undefined) return;
    const key = keyOfParts(...partsOf(source, database, name));
    if (!this.#accounts.has(key)) this.#accounts.set(key, account);
  }

  /** The account of a name. */
  account(source: AccountSource, database: string, name: string): Account {
    const parts = partsOf(source, database, name);
    const known = this.#accounts.get(keyOfParts(...parts));
    if (known !== undefined) return known;
    return { sid: newSid(...parts), type: DEFAULT_TYPE[source], isKnown: false };
  }
}

const DEFAULT_TYPE: Readonly<Record<AccountSource, LoginType>> = {
  windows: 'U',
  external: 'E',
  certificate: 'C',
  'asymmetric-key': 'K',
};

function sourceOf(type: LoginType): AccountSource | undefined {
  const { source } = PRINCIPAL_KINDS[type];
  return source === 'password' ? undefined : source;
}

/** What tells accounts apart. Windows and Entra are the same for every database. */
function partsOf(source: AccountSource, database: string, name: string): readonly string[] {
  const isOutside = source === 'windows' || source === 'external';
  return isOutside ? [source, foldOfWindows(name)] : [source, database, name];
}

/** A SID that nothing else has, the same for the same names. */
export function newSid(...names: readonly string[]): Hex {
  return `0x${createHash('sha256')
    .update(keyOfParts(...names))
    .digest('hex')
    .slice(0, 32)
    .toUpperCase()}`;
}
