// What the rows of a report server's policies come to: facts of its items and of who has which role there, and a note where
// a policy says one thing as a document and another by ids. The document decides.
import { defined } from '../../model/defined.ts';
import { keyOfParts } from '../../model/identity.ts';
import { foldOfWindows, isSameToWindows } from '../../model/name-fold.ts';
import type { PairCode } from '../../model/pair.ts';
import { shownText } from '../../model/words/shown.ts';
import type { DatabaseScope } from '../scope.ts';
import type { PolicyEntry } from './policy-document.ts';

/** An item with a policy of its own; without a path the report server itself. */
interface Item {
  readonly path: string | undefined;
  readonly itemType: string | undefined;
}

/** A policy as a document, of one kind of accounts. */
interface PolicyDocument {
  readonly policy: string;
  readonly authType: number;
  readonly bytes: number;
  /** Undefined where it is too long. */
  readonly xml: string | undefined;
}

/** Who has which role by a policy's ids, of one kind of accounts. */
interface Assigned {
  readonly policy: string;
  readonly authType: number;
  readonly entries: PolicyEntry[];
}

/** What was read of a report server. */
export interface Reports {
  readonly scope: DatabaseScope;
  /** By the ids of policies; policies that are of no item have none. */
  readonly items: Map<string, Item[]>;
  readonly documents: PolicyDocument[];
  /** Who has which role by ids, by the keys of policy and authentication type. */
  readonly assigned: Map<string, Assigned>;
}

/** Makes facts of all that was read. */
export async function addReportPolicies(reports: Reports): Promise<void> {
  const { scope, items } = reports;
  addPolicies(reports);
  // What reads XML is loaded where there are policies.
  const { policyEntries } = await import('./policy-document.ts');
  const told = new Set<string>();
  for (const document of reports.documents) {
    told.add(keyOfParts(document.policy, document.authType));
    if (!items.has(document.policy)) {
      tellUnlisted(scope);
      continue;
    }
    const read =
      document.xml === undefined
        ? { problem: document.bytes === 0 ? 'has no document' : 'is too long' }
        : policyEntries(document.xml);
    if ('problem' in read) reportUnread(document, read.problem, reports);
    else addEntries(document.policy, document.authType, read, reports);
  }
  // What has no document is there by ids alone.
  for (const [key, { policy, authType, entries }] of reports.assigned)
    if (!items.has(policy)) tellUnlisted(scope);
    else if (!told.has(key)) addEntries(policy, authType, entries, reports);
}

/** Tells of what is of a policy that is in no list, and so of no item. */
function tellUnlisted({ ledger }: DatabaseScope): void {
  ledger.omit('unresolved-id', 'The report server has roles by a policy which is not there.', SET_AGAIN, 1);
}

/** The remedy for what a policy does not say. */
export const SET_AGAIN = 'Set the roles of the item again in the web portal, which writes its policy anew.';

function addPolicies({ scope: { facts, ledger, database }, items }: Reports): void {
  for (const [, places] of items) {
    if (places.length === 0) ledger.exclude('report-policy-of-no-item');
    for (const { path, itemType } of places)
      facts.push(defined({ kind: 'report-policy' as const, database, path, itemType }));
  }
}

function addEntries(
  policy: string,
  authType: number,
  entries: readonly PolicyEntry[],
  { scope: { facts, ledger, database }, items, assigned }: Reports,
): void {
  const byIds = assigned.get(keyOfParts(policy, authType))?.entries ?? [];
  const known = new Map<string, PolicyEntry>();
  for (const { account, role, ...entry } of entries) {
    const sid = entry.sid ?? byIds.find((other) => isSameToWindows(other.account, account))?.sid;
    known.set(keyOfParts(account, role), { account, role, sid });
  }
  const isOther = differ([...known.values()], byIds);
  for (const { path } of items.get(policy) ?? []) {
    for (const { account, role, sid } of known.values()) {
      const kind = 'report-policy-role' as const;
      facts.push(defined({ kind, database, path, account, role, authType, sid }));
    }
    if (!isOther) continue;
    const fact = `The policy of ${placeOf(path)} names others in SecData than in PolicyUserRole.`;
    ledger.note(DIFFERS, fact);
  }
}

/** The note of a policy that says one thing as a document and another by ids. */
const DIFFERS: PairCode = 'report-policy-differs';

function differ(entries: readonly PolicyEntry[], byIds: readonly PolicyEntry[]): boolean {
  const [here, there] = [entries, byIds].map((list) => new Set(list.map(entryKey)));
  return (
    here === undefined ||
    there === undefined ||
    here.size !== there.size ||
    [...here].some((key) => !there.has(key))
  );
}

/** Names go stale where an account is renamed: the SID tells who it is, where there is one. */
function entryKey({ account, sid, role }: PolicyEntry): string {
  return keyOfParts(sid ?? foldOfWindows(account), role);
}

function reportUnread(
  { policy }: PolicyDocument,
  problem: string,
  { scope: { ledger }, items }: Reports,
): void {
  for (const { path } of items.get(policy) ?? [])
    ledger.omit(
      'report-policy-unreadable',
      `The policy ${policy} of ${placeOf(path)} ${problem}: who has which role there was not captured.`,
      SET_AGAIN,
    );
}

function placeOf(path: string | undefined): string {
  return path === undefined ? 'the report server' : `the item ${shownText(path)}`;
}
