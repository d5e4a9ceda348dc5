// The sentences of what applications keep of who may do what. No statement makes any of it, so that they say what it is.
import type { ApplicationKind } from '../facts/application-shapes.ts';
import { shown, shownText } from './shown.ts';
import { visible } from './visible.ts';
import type { Words } from './words.ts';
import { aside } from './words.ts';

/** How accounts of Windows sign in, which goes without saying. */
const WINDOWS = 1;

export const APPLICATION_WORDS: { readonly [K in ApplicationKind]: Words<K> } = {
  'report-role': {
    subject: ({ name }) => `role ${shown(name)} of the report server`,
    sentence: ({ name, scope, taskMask, description }) =>
      `role ${shown(name)} of the report server for ${visible(scope)}: tasks ${visible(taskMask)}${aside(description === undefined ? '' : visible(description))}`,
  },
  'report-policy': {
    subject: ({ path }) => `policy of ${item(path)}`,
    sentence: ({ path, itemType }) =>
      `policy of ${item(path)}${aside(itemType === undefined ? '' : visible(itemType))}`,
  },
  'report-policy-role': {
    subject: roleByPolicy,
    sentence: roleByPolicy,
  },
  'service-manager-role': {
    subject: ({ name }) => `user role ${shown(name)} of Service Manager`,
    sentence: ({ name, profile }) =>
      `user role ${shown(name)} of Service Manager, of profile ${shown(profile)}`,
  },
  'service-manager-role-member': {
    subject: ({ role, sid }) => `member ${sid} of user role ${shown(role)} of Service Manager`,
    sentence: ({ role, sid, account }) =>
      `member ${account === undefined ? sid : shown(account)} of user role ${shown(role)} of Service Manager${aside(account === undefined ? '' : sid)}`,
  },
};

function item(path: string | undefined): string {
  return path === undefined ? 'the report server' : shownText(path);
}

function roleByPolicy(fact: {
  readonly path?: string;
  readonly account: string;
  readonly role: string;
  readonly authType: number;
}): string {
  const { path, account, role, authType } = fact;
  const how = authType === WINDOWS ? '' : `authentication type ${authType}`;
  return `role ${shown(role)} of ${shown(account)} on ${item(path)}${aside(how)}`;
}
