// What a proof takes for granted of the server that it begins on, and how each is said.
import { defined } from '../../model/defined.ts';

/** Something that a proof takes for granted. */
export interface Assumption {
  /** Stable code, such as `securables-present`, `orphans-present`, `read-only-database`. */
  readonly code: string;
  /** The database; absent for what is of the server. */
  readonly database?: string;
  /** How many rows it concerns. */
  readonly count: number;
  /** One sentence. */
  readonly fact: string;
}

const SENTENCES = {
  'securables-present':
    'What is neither principal, schema nor permission (tables, procedures, certificates …) is taken as present: it comes with the databases or with Setup.',
  'unscripted-present':
    'What the script cannot make in the databases that it makes (assemblies, certificates and keys, encrypted modules …) is taken as present: people make it.',
  'shipped-present':
    'Rows that ship with SQL Server and come with its release or with the database are taken as present.',
  'mail-profiles-present':
    'Profiles of Database Mail are taken as present: they are made by hand, with their accounts and servers.',
  'credentials-present':
    'Credentials whose names begin with a number sign are taken as present: the features that they are of make them.',
  'audits-present':
    'Audits that only their specifications speak of are taken as present: the snapshot was read from a script, or does not have them.',
  'jobs-present':
    'Jobs of SQL Server Agent are taken as present, and as owned by sa: they come with msdb, or are scripted by SSMS.',
  'kept-present':
    'What a report server and Service Manager keep of policies and user roles is taken as present: it comes with their databases.',
  'ssis-objects-present':
    'Folders, projects and environments of Integration Services are taken as present: they come with SSISDB.',
  'mentioned-present':
    'Databases, and logins and schemas that what is in them speaks of, are taken as present: the snapshot was read from a script, which does so.',
  'keys-present':
    'Certificates and asymmetric keys that logins come from are taken as present: they are in master, which the snapshot does not have.',
  'options-present':
    'Options of the configuration that this program does not know are taken as they were captured.',
  'orphans-present':
    'Users whose login or account is gone are taken as present: no statement creates one as it was, the database brings it.',
  'features-present':
    'What change data capture makes for itself is taken as present: the database is restored with it, or it is enabled before.',
  'definitions-not-judged':
    'What objects are made of is not judged: that each statement makes what it says is taken for granted.',
  'read-only-database': 'The database cannot be changed, so it is taken as it was captured.',
} as const;

/** Takes rows for granted; none is nothing to tell of. */
export function take(
  into: Assumption[],
  code: keyof typeof SENTENCES,
  database: string | undefined,
  count: number,
): void {
  if (count > 0) into.push({ code, ...defined({ database }), count, fact: SENTENCES[code] });
}
