// The server itself: a plan changes neither its name, nor its release, nor how it authenticates.
import type { Reason } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { COMES_ALONG, not } from '../rule.ts';

const SERVER_ITSELF: Reason = [
  'the-server-itself',
  'A plan changes neither the name nor the release of a server.',
];
const AUTHENTICATION_MODE: Reason = [
  'authentication-mode',
  'Whether SQL logins are let in is a setting of the instance that takes a restart: change it in its properties.',
];

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
    isWindowsOnly: AUTHENTICATION_MODE,
  },
};
