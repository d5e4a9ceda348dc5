// Why the procedures of the catalogue of Integration Services refuse what they are asked. They take numbers: of what is not
// there a script that looks it up has NULL.
import { defined } from '../../model/defined.ts';
import { refusals } from './refusals.ts';

const ACTS = ['grant-ssis-permission', 'deny-ssis-permission', 'revoke-ssis-permission'] as const;

/** Rules about permissions, in the order in which they are asked. */
export const SSIS_RULES = refusals(ACTS, 'catalog.grant_permission (SSISDB Database) (a guess)', {
  'ssis-object-exists': {
    error: 27138,
    needs: ({ objectType, folder, name }) => ({
      what: 'ssis-object',
      place: { objectType, folder, ...defined({ name }) },
    }),
  },
  'ssis-grantee-exists': {
    error: 27138,
    needs: ({ grantee: name }) => ({ what: 'principal', name }),
  },
});
