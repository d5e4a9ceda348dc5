// The rules by which something is left out on purpose, and what is said of that: by one word for one and one for many.
import { numbered } from './shown.ts';

/** Each rule: what one of its things is called, what several are. */
const WORDS = {
  'contained-availability-group': [
    'database of a contained availability group',
    'databases of contained availability groups',
  ],
  'database-snapshot': ['database snapshot', 'database snapshots'],
  'filter-database': ['row of a database that was not chosen', 'rows of databases that were not chosen'],
  'filter-kind': ['row of a kind that was not chosen', 'rows of kinds that were not chosen'],
  'filter-object': ['row of an object that was not chosen', 'rows of objects that were not chosen'],
  'filter-principal': ['row of a principal that was not chosen', 'rows of principals that were not chosen'],
  'filter-schema': ['row of a schema that was not chosen', 'rows of schemas that were not chosen'],
  'fixed-database-role': ['fixed database role', 'fixed database roles'],
  'fixed-server-role': ['fixed server role', 'fixed server roles'],
  'implied-user-role': [
    'user role that Service Manager gives by itself',
    'user roles that Service Manager gives by itself',
  ],
  'member-of-no-user-role': [
    'member of what is no user role of Service Manager',
    'members of what is no user role of Service Manager',
  ],
  'orphan-mail-user': [
    'user of a Database Mail profile who is gone',
    'users of Database Mail profiles who are gone',
  ],
  'orphan-proxy-user': ['user of an Agent proxy who is gone', 'users of Agent proxies who are gone'],
  'orphan-ssis-permission': [
    'permission of the Integration Services catalogue of somebody who is gone',
    'permissions of the Integration Services catalogue of somebody who is gone',
  ],
  'other-statement': ['statement that is not about security', 'statements that are not about security'],
  'permission-of-run': [
    'permission on a run of a package of Integration Services',
    'permissions on runs of packages of Integration Services',
  ],
  'profile-object': [
    'row of an object that the profile leaves out',
    'rows of objects that the profile leaves out',
  ],
  'report-policy-of-no-item': [
    'policy of a report server that is of no item',
    'policies of a report server that are of no item',
  ],
  'system-assembly': ['assembly of the system', 'assemblies of the system'],
  'system-database': ['database of the system', 'databases of the system'],
  'system-login': ['login of the system', 'logins of the system'],
  'system-role': ['role of msdb as shipped', 'roles of msdb as shipped'],
  'system-schema': ['schema of the system', 'schemas of the system'],
  'system-securable': ['object of the system', 'objects of the system'],
  'system-trigger': ['trigger of the system', 'triggers of the system'],
  'system-user': ['user of the system', 'users of the system'],
} as const;

/** A rule, by its stable code. */
export type ExclusionRule = keyof typeof WORDS;

/** `17 roles of msdb as shipped`; a rule that is not known, as another release may have written it, by its code. */
export function exclusionText(rule: string, count: number): string {
  if (!Object.hasOwn(WORDS, rule)) return `${count} (${rule})`;
  const [one, many] = WORDS[rule as ExclusionRule];
  return numbered(count, one, many);
}
