// XML from outside: no document type, no entities but those of XML itself, well-formed, nested no deeper than said. Texts
// stay texts: no number, no date and no space in them is taken for something else.
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element: the text in it, or what is in it by name. */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] };

/** What a text is as XML: the tree, or what is wrong with it in words that follow its name. */
export type ReadXml = { readonly tree: XmlNode } | { readonly problem: string };

/** How a text is read. */
export interface XmlOptions {
  /** How deep elements may be in one another, an empty tag (`<a/>`) not counted; default 100. */
  readonly depth?: number;
}

const USUAL_DEPTH = 100;

/** Reads a text whole; attributes and prefixes of names are left out. */
export function readXml(text: string, { depth = USUAL_DEPTH }: XmlOptions = {}): ReadXml {
  const problem = xmlProblem(text);
  if (problem !== undefined) return { problem };
  const parser = new XMLParser({
    ignoreAttributes: true,
    removeNSPrefix: true,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    // The parser counts the elements around one, not the one itself.
    maxNestedTags: depth - 1,
  });
  try {
    return { tree: parser.parse(text) as XmlNode };
  } catch {
    return { problem: 'is nested too deeply' };
  }
}

/** Why a text is not well-formed; undefined where it is. */
export function xmlProblem(text: string): string | undefined {
  if (DOCTYPE.test(text)) return 'declares a document type';
  const valid = XMLValidator.validate(text);
  if (valid !== true) return `is not well-formed XML (line ${valid.err.line})`;
  const outside = text.includes('<![CDATA[') ? text.replace(CDATA, '') : text;
  return CONTROL.test(outside) || ENTITY.test(outside)
    ? 'is not well-formed XML (it has a character or an entity that XML has not)'
    : undefined;
}

/** Entities of one's own could grow without end, and nothing that is read here needs one. */
const DOCTYPE = /<!(DOCTYPE|ENTITY)/i;
const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g;
/** What the validator lets pass: control characters, */
const CONTROL = /\p{Cc}(?<![\t\n\r\u0080-\u009F])|[\uFFFE\uFFFF]/u;
/** and a sign that begins an entity which is none. Two of them are quicker than both in one. */
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)/i;

/** The elements of a name in another, in their order; none for what is no element. */
export function children(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  if (node === undefined || typeof node === 'string') return [];
  const found = Object.hasOwn(node, name) ? node[name] : undefined;
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found as XmlNode];
}

/** The text of the one element of a name; undefined where there is none, several, or more in it than text. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  const [only, ...more] = children(node, name);
  return typeof only === 'string' && more.length === 0 ? only : undefined;
}
