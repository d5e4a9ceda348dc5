// XML from outside: no document type, no entities but those of XML itself, well-formed, nested no deeper than said. Texts
// stay texts: no number, no date and no space in them is taken for something else.
import { XMLParser } from 'fast-xml-parser';
import { scanXml } from './scan-xml.ts';

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
  const scanned = scanXml(text);
  if ('problem' in scanned) return scanned;
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
