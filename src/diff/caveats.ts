// What two headers say a diff cannot know.
import { defined } from '../model/defined.ts';
import { isFromScript, type SnapshotHeader } from '../model/snapshot.ts';
import type { Caveat, Side } from './change.ts';

/** Everything a reader of the diff must know beside the differences; empty when they tell it all. */
export function caveatsOf(
  before: SnapshotHeader,
  after: SnapshotHeader,
  isOfDefinitions = false,
): readonly Caveat[] {
  return [
    ...omissions('before', before),
    ...omissions('after', after),
    ...scripts('before', before),
    ...scripts('after', after),
    ...passwords(before, after),
    ...selection(before, after),
    ...(isOfDefinitions ? definitions(before, after) : []),
  ];
}

/** Whether what stands for passwords in both can be compared. */
export function arePasswordsComparable(before: SnapshotHeader, after: SnapshotHeader): boolean {
  return (
    before.passwords !== 'none' &&
    before.passwords === after.passwords &&
    before.passwordKeyId === after.passwordKeyId
  );
}

function omissions(side: Side, header: SnapshotHeader): Caveat[] {
  return header.omissions.map(({ database, fact, remedy }) => {
    return defined({ code: 'not-captured', side, database, fact, remedy });
  });
}

function passwords(before: SnapshotHeader, after: SnapshotHeader): Caveat[] {
  if (arePasswordsComparable(before, after)) return [];
  if (before.passwords === 'none' && after.passwords === 'none') {
    return [
      {
        code: 'passwords-not-captured',
        fact: 'Neither snapshot holds anything of the passwords, so a changed password does not show.',
        remedy: 'Capture both with password hashes or with fingerprints under the same key.',
      },
    ];
  }
  const fact =
    before.passwords === after.passwords
      ? 'The passwords are fingerprints under two different keys, so a changed password does not show.'
      : `The snapshots hold ${before.passwords} and ${after.passwords} for passwords, so a changed password does not show.`;
  return [
    {
      code: 'passwords-not-comparable',
      fact: fact.replaceAll(/\bnone\b/g, 'nothing'),
      remedy: 'Capture both with password hashes or with fingerprints under the same key.',
    },
  ];
}

function scripts(side: Side, header: SnapshotHeader): Caveat[] {
  if (!isFromScript(header)) return [];
  return [
    {
      code: 'from-script',
      side,
      fact: 'The snapshot was read from a script, which leaves much of a login, a user and a database untold.',
      remedy: 'What it does not tell is counted as unknown: capture the server to know.',
    },
  ];
}

function selection(before: SnapshotHeader, after: SnapshotHeader): Caveat[] {
  if (isFromScript(before) || isFromScript(after)) return [];
  if (JSON.stringify(before.selection ?? {}) === JSON.stringify(after.selection ?? {})) return [];
  return [
    {
      code: 'selection-differs',
      fact: 'The snapshots were captured with different profiles or filters, so some differences may be theirs.',
      remedy: 'Capture both with the same profile and filters.',
    },
  ];
}

function definitions(before: SnapshotHeader, after: SnapshotHeader): Caveat[] {
  if (isFromScript(before) || isFromScript(after) || before.definitions === after.definitions) return [];
  return [
    {
      code: 'definitions-not-captured',
      side: before.definitions === true ? 'after' : 'before',
      fact: 'The snapshot has no definitions of objects, and the other has: a changed table or text does not show.',
      remedy: 'Capture both with --definitions, or leave definitions out (--no-definitions).',
    },
  ];
}
