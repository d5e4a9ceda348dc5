// What is well-formed XML and what is not, where the elements in the root are, and texts made to take time or memory.

import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { scanXml } from '../../src/xml/scan-xml.ts';
import { assert, suite } from '../suite.ts';

const SEED = Number(process.env.REGRANT_SEED ?? Date.now() % 2_147_483_648);

const problemOf = (text: string): string | undefined => {
  const scanned = scanXml(text);
  return 'problem' in scanned ? scanned.problem : undefined;
};

/** Elements with attributes, texts, comments, CDATA and instructions in one another. */
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom('a', 'b:c', '_d.e-f', 'Ünï', 'é1'),
      fc.uniqueArray(fc.constantFrom('x', 'y:z', 'ä'), { maxLength: 3 }),
      fc.constantFrom('"v"', "'w \"'", '"&amp;&#x41;&#228;"', '" > "', "'--]]&gt;'"),
      fc.array(tie('content'), { maxLength: 4 }),
      fc.constantFrom('', ' ', '\r\n\t'),
    )
    .map(([name, attributes, value, content, space]) => {
      const all = attributes.map((attribute) => `${space} ${attribute}${space}=${space}${value}`).join('');
      const inside = content.join('');
      return inside === ''
        ? `<${name}${all}${space}/>`
        : `<${name}${all}${space}>${inside}</${name}${space}>`;
    }),
  content: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'text',
      ' 😀 漢字 ',
      '&lt;&#10;',
      '<!-- & <a> - -->',
      '<![CDATA[ & <a> ]] > -- ]]>',
      '<?go on <a> & ?>',
      '>',
    ),
    tie('element'),
  ),
}));

suite('scanXml', (test) => {
  test('what is well-formed', () => {
    for (const text of [
      '<a/>',
      '\uFEFF<?xml version="1.0" encoding=\'utf-16\' standalone="no" ?>\r\n<!-- x -->\n<?p?><a b="1" c=\'"\'></a >\n<!---->\n',
      '<a><![CDATA[&x; & y ]]]]><![CDATA[>]]><!-- & z - --></a>',
      '<a b="]]>">&#x10FFFF;&#9;&quot;&apos;</a>',
      '<a:b xmlns:a="x"><?xml-style y?></a:b>',
    ])
      assert.is(problemOf(text), undefined, text);
  });

  test('what is not, with its line', () => {
    for (const [text, problem] of [
      ['', 'line 1'],
      [' \n<!-- only -->', 'line 2'],
      ['text', 'line 1'],
      ['<a></a>\n<b/>', 'line 2'],
      ['<a></a> more', 'line 1'],
      ['<a>\n<b></a></b>', 'line 2'],
      ['<a>\n\n', 'line 3'],
      ['<a b></a>', 'line 1'],
      ['<a b=c></a>', 'line 1'],
      ['<a b="1"c="2"/>', 'line 1'],
      ['<a b="1" b="2"/>', 'line 1'],
      ['<a b="<"/>', 'line 1'],
      ['<a b="1></a>', 'line 1'],
      ['<a / >', 'line 1'],
      ['<1/>', 'line 1'],
      ['< a/>', 'line 1'],
      ['<a>]]></a>', 'line 1'],
      ['<a><!-- -- --></a>', 'line 1'],
      ['<a><!-- </a>', 'line 1'],
      ['<a><![CDATA[</a>', 'line 1'],
      ['<![CDATA[]]><a/>', 'line 1'],
      ['<a><? x?></a>', 'line 1'],
      ['<a><?xml version="1.0"?></a>', 'line 1'],
      ['<?xml encoding="utf-8"?><a/>', 'line 1'],
      [' <?xml version="1.0"?><a/>', 'line 1'],
      ['<a><!x></a>', 'line 1'],
      ['<a>&e;</a>', 'line 1: undefined entity'],
      ['<a b="&"/>', 'line 1: unexpected end'],
      ['<a>&#0;&#xD800;</a>', 'line 1: malformed character entity'],
      ['<a>&#x110000;</a>', 'line 1: malformed character entity'],
      ['<a>\u0001</a>', 'line 1: disallowed character'],
      ['<a>\uD800</a>', 'line 1: disallowed character'],
      ['<a>\uFFFF</a>', 'line 1: disallowed character'],
    ] as const)
      assert.match(problemOf(text) ?? 'fine', `is not well-formed XML (${problem}`, text);
    assert.is(problemOf('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), 'declares a document type');
    assert.match(problemOf('<!doctype a><a/>') ?? '', 'line 1: incorrect syntax');
    assert.match(problemOf('<a><!ENTITY b "c"></a>') ?? '', 'line 1: incorrect syntax');
    assert.is(problemOf('<a>'.repeat(2000)), 'is nested too deeply');
  });

  test('the elements in the root are found, and nothing that only looks like one', () => {
    const text =
      '<r><!-- <m>no</m> --><![CDATA[<m>no</m>]]><?p <m>no</m>?><x y=">"><m>no</m></x><n:m>yes</n:m><z/></r>';
    const scanned = scanXml(text);
    assert.ok('elements' in scanned);
    assert.equal(
      scanned.elements.map(({ name, from, to }) => [name, text.slice(from, to)]),
      [
        ['x', '<x y=">"><m>no</m></x>'],
        ['m', '<n:m>yes</n:m>'],
        ['z', '<z/>'],
      ],
    );
  });

  test('what is made is well-formed, and with a sign of markup lost it is not where another reader says so', () => {
    fc.assert(
      fc.property(element, fc.nat(), (text, at) => {
        assert.is(problemOf(text), undefined, text);
        const signs = [...text.matchAll(/[<>/&;"'=]/g)].map(({ index }) => index);
        const place = signs[at % signs.length] ?? 0;
        const less = text.slice(0, place) + text.slice(place + 1);
        if (XMLValidator.validate(less) !== true) assert.ok(problemOf(less) !== undefined, less);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  test('texts that are made to take time or memory are read like any other', () => {
    const n = 100_000;
    for (const [what, text, problem] of [
      ['comments that are not', `<a><?p ${'<!--'.repeat(n)}?><![CDATA[x]]></a>`, undefined],
      ['CDATA in an attribute', `<a b="${']]&gt;'.repeat(n)}"/>`, undefined],
      ['open elements', '<a>'.repeat(n), 'nested'],
      ['attributes', `<a ${Array.from({ length: n }, (_, at) => `b${at}=""`).join(' ')}/>`, undefined],
      ['references', `<a>${'&amp;'.repeat(n)}</a>`, undefined],
      ['blanks', `<a${' '.repeat(4 * n)}/>`, undefined],
      ['a long name', `<${'a'.repeat(4 * n)}/>`, undefined],
      ['a long value', `<a b="${'c'.repeat(4 * n)}"/>`, undefined],
      ['no end', `<a>${'<![CDATA['.repeat(n)}`, 'line 1'],
      ['quotes without an end', `<a ${'b="'.repeat(n)}`, 'line 1'],
    ] as const) {
      const found = problemOf(text);
      if (problem === undefined) assert.is(found, undefined, what);
      else assert.match(found ?? 'fine', problem, what);
    }
  });
});
