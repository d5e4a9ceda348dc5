// What Microsoft's parser found, as parts. A procedure is not taken apart by it: its arguments are, by
// procedure-parts.ts, which shares nothing with the reader.
import type { StatementFact } from '../conformance-bridge/shapes.ts';
import { GIVEN, hexed, type Part } from './part.ts';
import { procedureParts } from './procedure-parts.ts';

/** The parts of a parsed script. What stands in the body of a procedure is no statement of the script. */
export function theirParts(facts: readonly StatementFact[]): Part[] {
  return facts.filter((fact) => !isInModule(fact)).flatMap(partsOf);
}

/** Whether a step of the way down is the body of a procedure, function or trigger. */
export function isInModule({ path }: Pick<StatementFact, 'path'>): boolean {
  return path.some(({ via }) => /^(?:CREATE|ALTER) /.test(via));
}

function partsOf(fact: StatementFact): Part[] {
  const { verb, line, guards, path, database, arguments: args = [], ...rest } = fact;
  const ways = path.map(({ via }) => (via.startsWith('EXEC @') ? 'EXEC @' : via)).join(' > ');
  const place = {
    line,
    guards: guards.length,
    path: ways,
    ...(database === undefined ? {} : { database }),
  };
  if (verb === 'OTHER') return [];
  if (verb === 'EXEC') return procedureParts(fact.name ?? '', args).map((said) => ({ ...said, ...place }));
  const { permissions, securable, principals, options: all, ...others } = rest;
  const options = all === undefined ? undefined : optionsOf(verb, all);
  if (verb === 'ALTER DATABASE SET' && Object.keys(options ?? {}).length === 0) return [];
  return [
    {
      verb,
      ...others,
      ...(permissions === undefined ? {} : { permissions: permissions.map(permissionOf) }),
      ...(securable?.class === undefined ? {} : { class: securable.class }),
      ...(securable === undefined ? {} : { securable: [securable.name, securable.columns ?? []] as const }),
      ...(principals === undefined ? {} : { principals }),
      ...(options === undefined ? {} : { options }),
      ...place,
    },
  ];
}

function permissionOf({ name, columns = [] }: { name: string; columns?: readonly string[] }) {
  const upper = name.toUpperCase();
  return [upper === 'ALL PRIVILEGES' ? 'ALL' : upper, columns] as const;
}

function optionsOf(verb: string, options: Readonly<Record<string, string>>): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [word, value] of Object.entries(options)) {
    if (word === 'OLD_PASSWORD' || word === 'TERMINATION') continue;
    if (word === 'SECRET') read[word] = GIVEN;
    else if (word === 'PASSWORD') {
      const isHash = options.HASHED !== undefined && /^0x/i.test(value);
      read[word] = isHash ? hexed(value) : GIVEN;
    } else if (word === 'SID') read[word] = hexed(value);
    else if (word === 'TYPE') read[word] = value.toUpperCase();
    else if (verb === 'ALTER DATABASE SET') {
      if (SECURITY_OPTIONS.has(databaseWord(word)))
        read[databaseWord(word)] = value.replace(/^= */, '').toUpperCase();
    } else read[word] = ABSENT.test(value) ? value.toUpperCase() : value;
  }
  return read;
}

/** What is written for no schema and no language, in any case. */
const ABSENT = /^(?:NULL|NONE)$/i;

/** Options of ALTER DATABASE that the reader reads. */
const SECURITY_OPTIONS = new Set(
  `TRUSTWORTHY DB_CHAINING HONOR_BROKER_PRIORITY CONTAINMENT ENABLE_BROKER DISABLE_BROKER NEW_BROKER
   ERROR_BROKER_CONVERSATIONS SINGLE_USER RESTRICTED_USER MULTI_USER READ_ONLY READ_WRITE ONLINE OFFLINE
   EMERGENCY`.split(/\s+/),
);

/** The parser names some options by its own constants: `HonorBrokerPriority`. */
function databaseWord(word: string): string {
  return word === word.toUpperCase() ? word : word.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
