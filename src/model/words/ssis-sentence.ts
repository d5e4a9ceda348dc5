// The sentences of what the catalogue of Integration Services keeps: the calls of its procedures, with names where those
// take numbers.

import type { SsisPermissionFact } from '../fact.ts';
import { ssisPermissionNumber } from '../facts/ssis-permission.ts';
import { shown, shownText } from './shown.ts';
import type { Words } from './words.ts';

export const SSIS_WORDS: { readonly 'ssis-permission': Words<'ssis-permission'> } = {
  'ssis-permission': {
    subject: (fact) => `${fact.permission} of ${shown(fact.grantee)} on ${place(fact)}`,
    sentence: (fact) => {
      const { permission, grantee, isDenied } = fact;
      const call = `EXEC catalog.${isDenied ? 'deny' : 'grant'}_permission`;
      return `${call} on ${place(fact)} to ${shown(grantee)}, @permission_type = ${ssisPermissionNumber(permission)} (${permission})`;
    },
  },
};

function place({ objectType, folder, name }: SsisPermissionFact): string {
  return `${objectType} ${shownText(name === undefined ? folder : `${folder}\\${name}`)}`;
}
