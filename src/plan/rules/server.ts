// The server itself: a plan changes neither its name, nor its release, nor how it authenticates.
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { COMES_ALONG, not } from '../rule.ts';

const SERVER_ITSELF = limit('the-server-itself');
export const SERVER_RULE: KindRule<'server'> = {
  create: () => COMES_ALONG,
  drop: () => not(SERVER_ITSELF),
  change: {
    name: SERVER_ITSELF,
    machineName: SERVER_ITSELF,
    instanceName: SERVER_ITSELF,
    productVersion: SERVER_ITSELF,
    edition: SERVER_ITSELF,
    engineEdition: SERVER_ITSELF,
    collation: SERVER_ITSELF,
    isWindowsOnly: SERVER_ITSELF,
  },
};
