// A principal as permission rows, memberships and owners refer to it: by id while reading, by name in facts.
import type { Ledger } from './ledger.ts';

/** One row of a principals view, as much as other rows need of it. */
export interface Principal {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  /** False for a type this program does not know: what refers to it is reported, not guessed. */
  readonly isKnown: boolean;
}

/** Principals by id. */
export type Principals = ReadonlyMap<number, Principal>;

/** The remedy for whatever the capturing login could not see. */
export const SEE_MORE =
  'Capture as a member of sysadmin, or grant the login VIEW ANY DEFINITION and CONTROL SERVER.';

/** The name of an owner; reports an id that resolves to nothing and gives undefined. NULL is no owner, and no report. */
export function ownerName(
  principals: Principals,
  id: number | undefined,
  what: string,
  ledger: Ledger,
): string | undefined {
  if (id === undefined) return undefined;
  const owner = principals.get(id);
  if (owner === undefined) {
    ledger.omit('unresolved-owner', `The owner of some ${what} is not visible.`, SEE_MORE, 1);
  }
  return owner?.name;
}

/** The name of the owner that a thing cannot be without; reports one that is NULL or resolves to nothing. */
export function neededOwner(
  principals: Principals,
  id: number | undefined,
  what: string,
  ledger: Ledger,
): string | undefined {
  const owner = id === undefined ? undefined : principals.get(id);
  if (owner === undefined) {
    const fact = `The owner of some ${what} is not visible, so that they were not captured.`;
    ledger.omit('unresolved-owner', fact, SEE_MORE, 1);
  }
  return owner?.name;
}
