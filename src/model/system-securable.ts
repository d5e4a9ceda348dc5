// Securables that every server or database has: they are not facts, though permissions on them are.
// Sources: the catalogue views' pages ("sys.assemblies", "sys.endpoints", "sys.routes" …) (Microsoft).
import type { SecurableClass } from './securable-class.ts';
import { isMicrosoftName } from './system-principals.ts';

/** Ids below this are SQL Server's own in the Service Broker, assembly and endpoint views. */
const FIRST_USER_ID = 65_536;

type Rule = (id: number, name: string) => boolean;

const belowFirst: Rule = (id) => id < FIRST_USER_ID;
const microsoftName: Rule = (_, name) => isMicrosoftName(name);

const RULES: Readonly<Partial<Record<SecurableClass, Rule>>> = {
  ASSEMBLY: belowFirst,
  'ASYMMETRIC KEY': microsoftName,
  CERTIFICATE: microsoftName,
  CONTRACT: belowFirst,
  ENDPOINT: belowFirst,
  'EXTERNAL LANGUAGE': (_, name) => name === 'R' || name === 'Python',
  'MESSAGE TYPE': belowFirst,
  ROUTE: (_, name) => name === 'AutoCreatedLocal',
  SERVICE: belowFirst,
  'SYMMETRIC KEY': (id, name) => id === 101 || id === 102 || isMicrosoftName(name),
  'XML SCHEMA COLLECTION': (id) => id === 1,
};

/** Whether a securable is SQL Server's own, by its id and name. */
export function isSystemSecurable(securable: SecurableClass, id: number, name: string): boolean {
  return RULES[securable]?.(id, name) ?? false;
}
