// Why a plan has no step for a difference: what no statement can do, what is not security, and what is left alone on
// purpose. Reasons of more than one kind of facts stand here, the others with their kind.

/** A stable code, and one sentence or two: the fact and the remedy. */
export type Reason = readonly [code: string, why: string];

export const KEPT: Reason = ['no-statement', 'No statement of a plan changes it.'];
export const CONTENTS: Reason = [
  'comes-with-the-database',
  'It is what the database or the server holds, not its security: it comes with a backup.',
];
export const UNGRANTABLE: Reason = [
  'ungrantable-row',
  'No statement writes or takes it: sa, dbo and owners are granted nothing and put into no role.',
];
export const MISSING_DATABASE: Reason = [
  'missing-database',
  'The database is not on the server: restore it first.',
];
export const MISSING_SECURABLE: Reason = [
  'missing-securable',
  'The securable is not there, and nothing can be put on it: restore it first.',
];
export const OTHER_DATABASE: Reason = [
  'other-database',
  'The snapshot does not speak of the database: it is left alone, and all that is in it.',
];
export const ABSENCE_UNKNOWN: Reason = [
  'absence-unknown',
  'The snapshot is incomplete or from a script: what it lacks may have been there.',
];
export const NOT_SELECTED: Reason = [
  'not-selected',
  'The snapshot is of a selection, and may have left it out: it is not dropped.',
];
/** Of rows that differ by their grantor, who is the owner on either side. */
export const GRANTED_BY_OWNER: Reason = [
  'granted-by-owner',
  'The row is there, granted by another owner of the securable, which no statement gives back.',
];
export const GRANTED_TO_OWNER: Reason = [
  'granted-to-owner',
  'The grantee owns the securable on this server, which no statement changes: an owner is given and denied nothing.',
];
