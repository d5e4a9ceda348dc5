// User-defined messages, which do not travel with a database, and the languages they are in.
import { defined } from '../../model/defined.ts';
import { flag, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

const LAST_SYSTEM_MESSAGE = 50_000;

/** `sys.syslanguages`: several languages share the messages of one; the one whose own id it is comes first. */
export const languages = defineQuery<ServerScope>()({
  name: 'languages',
  view: 'sys.syslanguages',
  columns: ['name', 'lcid', 'msglangid'],
  read: (scope, at) => {
    const borrowed = new Map<number, string>();
    return {
      row(row) {
        const language = name(row[at.name]);
        const messages = id(row[at.msglangid]);
        if (id(row[at.lcid]) === messages) scope.languages.set(messages, language);
        else if (language < (borrowed.get(messages) ?? '\uffff')) borrowed.set(messages, language);
      },
      end() {
        for (const [messages, language] of borrowed) {
          if (!scope.languages.has(messages)) scope.languages.set(messages, language);
        }
      },
    };
  },
});

/** `sys.messages` above 50000. */
export const messages = defineQuery<ServerScope>()({
  name: 'messages',
  view: 'sys.messages',
  columns: ['message_id', 'language_id', 'severity', 'is_event_logged', 'text'],
  narrow: (query) => query.where('v.message_id', '>', LAST_SYSTEM_MESSAGE),
  read: (scope, at) => ({
    row(row) {
      const languageId = id(row[at.language_id]);
      scope.facts.push(
        defined({
          kind: 'message' as const,
          messageId: id(row[at.message_id]),
          languageId,
          language: scope.languages.get(languageId),
          severity: integer(row[at.severity]) ?? 0,
          isEventLogged: flag(row[at.is_event_logged]),
          text: text(row[at.text]) ?? '',
        }),
      );
    },
  }),
});
