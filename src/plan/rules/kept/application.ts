// What applications keep in tables of their databases: it comes with the database, and nothing here writes those tables.

import type { ApplicationKind } from '../../../model/facts/application-shapes.ts';
import { limit } from '../../reason.ts';
import type { KindRule } from '../../rule.ts';
import { each, not } from '../../rule.ts';

const REPORTS = limit('kept-by-report-server');
const SERVICE_MANAGER = limit('kept-by-service-manager');

/** The rules of what applications keep. */
export const APPLICATION_RULES: { readonly [K in ApplicationKind]: KindRule<K> } = {
  'report-role': {
    create: () => not(REPORTS),
    drop: () => not(REPORTS),
    change: each(['scope', 'taskMask', 'description'], REPORTS),
  },
  'report-policy': {
    create: () => not(REPORTS),
    drop: () => not(REPORTS),
    change: { itemType: REPORTS },
  },
  'report-policy-role': {
    create: () => not(REPORTS),
    drop: () => not(REPORTS),
    change: { sid: REPORTS },
  },
  'service-manager-role': {
    create: () => not(SERVICE_MANAGER),
    drop: () => not(SERVICE_MANAGER),
    change: { profile: SERVICE_MANAGER },
  },
  'service-manager-role-member': {
    create: () => not(SERVICE_MANAGER),
    drop: () => not(SERVICE_MANAGER),
    change: { account: SERVICE_MANAGER },
  },
};
