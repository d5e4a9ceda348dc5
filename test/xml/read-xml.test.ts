// XML from outside: what is refused, and that texts stay as they are.
import { children, readXml, textOf } from '../../src/xml/read-xml.ts';
import { assert, suite } from '../suite.ts';

const treeOf = (text: string) => {
  const read = readXml(text);
  if ('problem' in read) throw new Error(read.problem);
  return read.tree;
};

suite('readXml', (test) => {
  test('texts stay texts: numbers, dates, spaces, entities, CDATA', () => {
    const tree = treeOf(
      '<?xml version="1.0"?>\n<n:a><b> 007 </b><c>&lt;&amp;&#228;&#x41;</c><d><![CDATA[<x> & y]]></d><e/></n:a>',
    );
    const [root] = children(tree, 'a');
    const texts = ['b', 'c', 'd', 'e'].map((name) => textOf(root, name));
    assert.equal(texts, [' 007 ', '<&äA', '<x> & y', '']);
  });

  test('children are found once or often, never by what every object has', () => {
    const [root] = children(treeOf('<a><b>1</b><b>2</b><c><d/></c></a>'), 'a');
    assert.equal(children(root, 'b'), ['1', '2']);
    assert.is(textOf(root, 'b'), undefined, 'of two there is no one text');
    assert.is(textOf(root, 'c'), undefined, 'an element is no text');
    for (const name of ['constructor', '__proto__', 'toString', 'x']) assert.equal(children(root, name), []);
    assert.equal(children('text', 'b'), []);
  });

  test('names that objects know are no danger', () => {
    const read = readXml(
      '<a><__proto__><polluted>yes</polluted></__proto__><constructor>1</constructor></a>',
    );
    assert.is(({} as { polluted?: string }).polluted, undefined);
    assert.ok('problem' in read || children(read.tree, 'a').length === 1);
  });

  test('what is no XML, or more than is read, is refused with what it is', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['', /not well-formed XML \(line 1: document must contain a root element\)/],
      ['<a>\n<b></a>', /not well-formed XML \(line 2: unexpected close tag\)/],
      ['<!DOCTYPE a [<!ENTITY e "e">]><a>&e;</a>', /declares a document type/],
      ['<a>&e;</a>', /line 1: undefined entity/],
      ['<a>&</a>', /not well-formed XML/],
      ['<a>\u0000</a>', /line 1: disallowed character/],
      ['<a>\u0008</a>', /line 1: disallowed character/],
      [`${'<a>'.repeat(101)}${'</a>'.repeat(101)}`, /nested too deeply/],
    ];
    for (const [text, problem] of cases) {
      const read = readXml(text);
      assert.match('problem' in read ? read.problem : 'fine', problem, JSON.stringify(text));
    }
    assert.ok('tree' in readXml(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`));
    assert.ok('problem' in readXml('<a><b><c></c></b></a>', { depth: 2 }));
  });
});
