// Extended procedures: a function of a library that is on the machine. Source: "sp_addextendedproc (Transact-SQL)" (Microsoft).
import { shown } from '../../model/words/shown.ts';
import { qualified, text } from '../../text/quote.ts';
import type { DefinitionKind } from '../kind.ts';

/** How extended procedures are written. */
export const EXTENDED_PROCEDURE_KIND: DefinitionKind<'extended-procedure'> = {
  statements: ({ schema = 'dbo', name, body }) => [
    {
      section: 'extended-procedures',
      makes: { what: 'object', schema, name },
      text: `EXEC sys.sp_addextendedproc @functname = ${text(qualified({ schema, name }))}, @dllname = ${text(body.library)};`,
    },
  ],
  remarks: ({ body: { library } }) => [
    {
      code: 'library-of-machine',
      why: `It is a function of the library ${shown(library)}, which comes with no script: put the file where it was before it is called.`,
    },
  ],
  isHard: () => false,
};
