// Result sets as a driver gives them, of result sets as the wire brings them.
import type { ResultSet, Row } from '../driver.ts';
import { rowDecoder } from '../wire/decode-rows.ts';
import type { RowBlock } from '../wire/row-blocks.ts';
import { TextCache } from '../wire/text-cache.ts';
import { decodeInCodePage } from './code-page.ts';
import type { SentSet } from './result-queue.ts';

/** The result sets in their order; what the source throws is thrown on. */
export async function* readSets(
  sets: AsyncGenerator<SentSet, void, undefined>,
): AsyncGenerator<ResultSet, void, undefined> {
  const texts = new TextCache(decodeInCodePage);
  for await (const { columns, blocks } of sets) {
    const decode = rowDecoder(columns, texts);
    yield { columns: columns.map(({ name }) => name), rows: readBlocks(blocks, decode) };
  }
}

async function* readBlocks(
  blocks: AsyncIterable<RowBlock>,
  decode: (block: RowBlock) => readonly Row[],
): AsyncGenerator<readonly Row[], void, undefined> {
  for await (const block of blocks) yield decode(block);
}
