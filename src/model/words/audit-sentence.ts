// The sentences of audits and their specifications.
import type { FactOf } from '../fact.ts';
import { shown, shownText } from './shown.ts';
import { visible } from './visible.ts';
import type { Words } from './words.ts';
import { aside } from './words.ts';

export const AUDIT_WORDS: {
  readonly [K in 'server-audit' | 'audit-specification' | 'audit-action']: Words<K>;
} = {
  'server-audit': {
    subject: ({ name }) => `server audit ${shown(name)}`,
    sentence: ({ name, target, path, predicate, isEnabled, onFailure }) => {
      const to = target === undefined ? '' : ` TO ${visible(target)}`;
      const folder = path === undefined ? '' : ` (FILEPATH = ${shownText(path)})`;
      const where = predicate === undefined ? '' : ` WHERE ${visible(predicate)}`;
      const state = [
        ...(isEnabled ? [] : ['disabled']),
        ...(onFailure === undefined || onFailure === 'CONTINUE' ? [] : [`on failure ${visible(onFailure)}`]),
      ];
      return `CREATE SERVER AUDIT ${shown(name)}${to}${folder}${where}${aside(state.join(', '))}`;
    },
  },
  'audit-specification': {
    subject: ({ name }) => `audit specification ${shown(name)}`,
    sentence: ({ database, name, audit, isEnabled }) => {
      const of = audit === undefined ? '' : ` FOR SERVER AUDIT ${shown(audit)}`;
      const state = [
        ...(isEnabled ? [] : ['disabled']),
        ...(audit === undefined ? ['its audit is not there'] : []),
      ];
      return `CREATE ${placeOf(database)} AUDIT SPECIFICATION ${shown(name)}${of}${aside(state.join(', '))}`;
    },
  },
  'audit-action': {
    subject: (fact) => `${actionText(fact)} of audit specification ${shown(fact.specification)}`,
    sentence: (fact) =>
      `ALTER ${placeOf(fact.database)} AUDIT SPECIFICATION ${shown(fact.specification)} ADD (${actionText(fact)})`,
  },
};

const placeOf = (database: string | undefined): string => (database === undefined ? 'SERVER' : 'DATABASE');

function actionText({
  database,
  action,
  class: on,
  schema,
  name,
  principal,
}: FactOf<'audit-action'>): string {
  if (on === undefined) return visible(action);
  const within = schema === undefined ? '' : `${shown(schema)}.`;
  return `${visible(action)} ON ${on}::${within}${shown(name ?? database ?? '')} BY ${shown(principal ?? '')}`;
}
