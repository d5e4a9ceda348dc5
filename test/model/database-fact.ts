// A database as tests have it that are not about databases: online, of sa, with nothing switched on.
import type { FactOf } from '../../src/model/fact.ts';

/** A database's fact; `rest` says what is otherwise about it. */
export const databaseFact = (name: string, rest: Partial<FactOf<'database'>> = {}): FactOf<'database'> => ({
  kind: 'database',
  name,
  state: 'ONLINE',
  userAccess: 'MULTI_USER',
  ownerSid: '0x01',
  containment: 0,
  isTrustworthy: false,
  isDbChaining: false,
  isBrokerEnabled: false,
  brokerId: '',
  isReadOnly: false,
  ...rest,
});
