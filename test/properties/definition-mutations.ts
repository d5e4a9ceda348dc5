// The mutations of what makes, compares and exports the objects' definitions.
import type { Mutation } from './mutation.ts';

/** One for each table or rule of definitions. */
export const DEFINITION_MUTATIONS: readonly Mutation[] = [
  {
    what: 'an expression may be followed by a comment',
    file: 'src/text/expression.ts',
    from: 'return words.at === expression.trimEnd().length;',
    to: 'return words.isAtEnd;',
    tests: ['test/text/expression.test.ts'],
  },
  {
    what: 'objects are made before what they cannot be made without',
    file: 'src/define/order.ts',
    from: 'groups.push(group.map(({ node }) => node));',
    to: 'groups.unshift(group.map(({ node }) => node));',
    tests: ['test/define/slice.test.ts'],
  },
  {
    what: 'a function that a check calls stays behind the tables',
    file: 'src/define/order.ts',
    from: 'early.add(needed.fact);',
    to: 'early.delete(needed.fact);',
    tests: ['test/define/slice.test.ts'],
  },
  {
    what: 'the name of another module in a text stays',
    file: 'src/model/definitions/module-head.ts',
    from: 'range = { from: range?.from ?? before, to: words.at };',
    to: 'range = { from: before, to: words.at };',
    tests: ['test/define/module-head.test.ts'],
  },
  {
    what: 'two objects that came of one content are a rename',
    file: 'src/diff/renamed-objects.ts',
    from: 'const isOne = gone.length === 1 && come.length === 1',
    to: 'const isOne = gone.length === 1 && come.length >= 1',
    tests: ['test/diff/definitions.test.ts'],
  },
  {
    what: 'the list of an export names any place',
    file: 'src/export/file-list.ts',
    from: 'return files.every(isOurs) ? files : undefined;',
    to: 'return files;',
    tests: ['test/export/export.test.ts'],
  },
  {
    what: 'a statement with the number of another is none of somebody else’s',
    file: 'src/parse/foreign/foreign-finder.ts',
    from: '(number === undefined || !this.#numbers.delete(number));',
    to: 'number === undefined;',
    tests: ['test/apply/foreign.test.ts'],
  },
];
