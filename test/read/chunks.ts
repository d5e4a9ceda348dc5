// A text in chunks, as a file or a socket gives it.

/** The text in chunks of so many characters, the last as long as it is. */
export function* chunks(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
