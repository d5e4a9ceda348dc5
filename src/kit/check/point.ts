// A point of a check, and how points find what they judge.
import { isTime } from '../../connect/ask-server.ts';
import { defined } from '../../model/defined.ts';
import type { DatabaseFact } from '../../model/fact.ts';
import { FactIndex } from '../../model/fact-index.ts';
import { type Snapshot, unreadDatabases } from '../../model/snapshot.ts';
import { firstOf, numbered } from '../../model/words/shown.ts';
import { databasesOf } from '../../select/profile.ts';
import type { Environment, ServerReading } from '../environment/environment.ts';
import type { Judgement } from './readiness.ts';

/** A point. */
export interface Point {
  /** Words with hyphens. */
  readonly id: string;
  readonly title: string;
  /** What it reads: the facts of servers, msdb, tables of the product, files, the settings. */
  readonly reads: readonly ('facts' | 'msdb' | 'tables' | 'files' | 'settings')[];
  readonly judge: (environment: Environment) => readonly Judgement[];
}

/** A database that was found, with all that is known of its server. */
export interface Found {
  readonly server: ServerReading;
  readonly snapshot: Snapshot;
  readonly facts: FactIndex;
  readonly fact: DatabaseFact;
  /** Why its inside was not read: a sentence; absent where it was. */
  readonly unread?: string;
  /** Where a judgement of it belongs. */
  readonly place: { readonly server: string; readonly database: string };
}

/** What to do where a server could not be read. */
export const REACH = 'See that the server is up and lets the login in (regrant doctor), and check again.';

const indexes = new WeakMap<Snapshot, FactIndex>();

/** The facts of a snapshot, indexed once. */
export function factsOf(snapshot: Snapshot): FactIndex {
  const found = indexes.get(snapshot) ?? new FactIndex(snapshot.facts);
  indexes.set(snapshot, found);
  return found;
}

/** The databases of a name, on every server that has one. */
export function found({ servers }: Environment, name: string): readonly Found[] {
  return servers.flatMap((server): readonly Found[] => {
    if (!server.live.isKnown) return [];
    const snapshot = server.live.value;
    const facts = factsOf(snapshot);
    const fact = facts.named('database', name);
    if (fact === undefined) return [];
    const place = { server: server.name, database: name };
    const unread = unreadDatabases(snapshot.header).get(name)?.fact;
    return [{ server, snapshot, facts, fact, place, ...defined({ unread }) }];
  });
}

/** The profile’s own databases, without the system’s. */
export function ownDatabases({ profile }: Environment): readonly string[] {
  return databasesOf({ ...profile, systemDatabases: [] });
}

/** The servers that have a database of the profile. */
export function ownServers(environment: Environment): readonly ServerReading[] {
  const servers = ownDatabases(environment).flatMap((name) =>
    found(environment, name).map(({ server }) => server),
  );
  return environment.servers.filter((server) => servers.includes(server));
}

/** Judges databases by their names, each as often as it was found: that one was not is told by the point that looks for them. */
export function eachOf(
  environment: Environment,
  names: readonly string[],
  judge: (one: Found) => Judgement | readonly Judgement[],
): readonly Judgement[] {
  return names.flatMap((name) => found(environment, name).flatMap((one) => judge(one)));
}

/** The same of databases whose inside was read; of the others the point `databases-found` tells. */
export function eachInside(
  environment: Environment,
  names: readonly string[],
  judge: (one: Found) => Judgement | readonly Judgement[],
): readonly Judgement[] {
  return eachOf(environment, names, (one) => (one.unread === undefined ? judge(one) : []));
}

/** Days and hours between two times, in words. */
export function ageText(from: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - from.getTime()) / HOUR);
  if (hours < 0) return 'after the time of this check';
  if (hours < 1) return 'less than an hour ago';
  if (hours < 48) return `${numbered(hours, 'hour')} ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

/**
 * Why something is not young, as the end of a sentence: it is older than a limit of so many milliseconds, in words, or of a
 * time that has not come, by more than a day, which no time zone explains. Undefined where it is young.
 */
export function staleness(time: Date, now: Date, limit: number, words: string): string | undefined {
  const age = now.getTime() - time.getTime();
  if (age > limit) return `that is more than ${words}`;
  return age < -DAY ? 'one of the two clocks is wrong' : undefined;
}

/** Milliseconds of an hour. */
export const HOUR = 3_600_000;
/** Milliseconds of a day. */
export const DAY = 24 * HOUR;

/** `2026-11-28 14:30 UTC`; what a server or a file gave for a time may be none. */
export function timeText(time: Date): string {
  if (!isTime(time)) return 'at an unknown time';
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Up to five of a list, and how many more there are. */
export function someOf(items: readonly string[]): string {
  return firstOf(items, 5);
}
