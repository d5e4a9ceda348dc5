// Whether a text is well-formed XML, in one pass over it: in time that grows with its length alone, whatever it holds, and with
// memory for the names of open elements only. Nothing is expanded and no tree is made. Source: "Extensible Markup Language
// (XML) 1.0 (Fifth Edition)" (W3C), without document types.
import { SaxesParser } from 'saxes';

/** What was found: where the elements in the root are, or what is wrong, in words that follow the text's name. */
export type ScannedXml = { readonly elements: readonly XmlElement[] } | { readonly problem: string };

/** An element in the root, by its name without prefix and its place in the text. */
export interface XmlElement {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Elements in one another that are followed. */
const DEEPEST = 1000;

/** Half of a surrogate pair, which is no character; the parser takes it for one with what follows. */
const HALF = /\p{Surrogate}/u;

/** What is wrong with a text. */
class Refusal extends Error {}

/** Reads a text. */
export function scanXml(text: string): ScannedXml {
  try {
    const half = HALF.exec(text);
    if (half !== null)
      throw notWellFormed(text.slice(0, half.index).split('\n').length, 'disallowed character');
    return { elements: elementsOf(text) };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message };
    throw error;
  }
}

function elementsOf(text: string): readonly XmlElement[] {
  const parser = new SaxesParser();
  const elements: XmlElement[] = [];
  let depth = 0;
  let from = 0;
  parser.on('error', ({ message }) => {
    // Without the place in front, and without what is from the text behind.
    throw notWellFormed(parser.line, message.replace(/^[0-9:]+ /, '').replace(/[.:].*$/s, ''));
  });
  parser.on('doctype', () => {
    throw new Refusal('declares a document type');
  });
  parser.on('opentagstart', () => {
    depth += 1;
    if (depth > DEEPEST) throw new Refusal('is nested too deeply');
    // A name has none of these signs, and what ends it was read.
    if (depth === 2) from = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('closetag', ({ name }) => {
    if (depth === 2) elements.push({ name: name.replace(/^.*:/, ''), from, to: parser.position });
    depth -= 1;
  });
  parser.write(text).close();
  return elements;
}

const notWellFormed = (line: number, why: string): Refusal =>
  new Refusal(`is not well-formed XML (line ${line}: ${why})`);
