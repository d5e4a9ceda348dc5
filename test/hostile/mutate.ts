// Right answers made wrong, by chance: bits and bytes changed, cut out, put in, moved; lengths made extreme; packets
// with wrong heads. The same seed makes the same faults.

/** Chance with a seed (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Mutation = (bytes: Buffer, upTo: (most: number) => number) => Buffer;

const EXTREMES = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xfe, 0xff];
const TOKENS = [
  0x79, 0x81, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xd1, 0xd2, 0xe3, 0xed, 0xee, 0xfd, 0xfe, 0xff,
];

const MUTATIONS: readonly Mutation[] = [
  (bytes, upTo) => changed(bytes, upTo(bytes.length), (byte) => byte ^ (1 << upTo(8))),
  (bytes, upTo) => changed(bytes, upTo(bytes.length), () => upTo(256)),
  (bytes, upTo) => changed(bytes, upTo(bytes.length), () => EXTREMES[upTo(EXTREMES.length)] ?? 0),
  (bytes, upTo) => changed(bytes, upTo(bytes.length), () => TOKENS[upTo(TOKENS.length)] ?? 0),
  (bytes, upTo) => bytes.subarray(0, upTo(bytes.length)),
  (bytes, upTo) => spliced(bytes, upTo(bytes.length), upTo(9), Buffer.alloc(0)),
  (bytes, upTo) => spliced(bytes, upTo(bytes.length), 0, random(upTo(17), upTo)),
  (bytes, upTo) => spliced(bytes, upTo(bytes.length), 4, Buffer.alloc(4, 0xff)),
  (bytes, upTo) => {
    const from = upTo(bytes.length);
    const piece = bytes.subarray(from, from + upTo(40));
    return spliced(bytes, upTo(bytes.length), 0, piece);
  },
  (_, upTo) => random(upTo(200), upTo),
];

/** A wrong version of a right answer. */
export function mutate(bytes: Buffer, chance: () => number): Buffer {
  const upTo = (most: number): number => Math.floor(chance() * most);
  let wrong = bytes;
  for (let times = 1 + upTo(4); times > 0; times -= 1) {
    const mutation = MUTATIONS[upTo(MUTATIONS.length)];
    if (mutation !== undefined && wrong.length > 0) wrong = mutation(wrong, upTo);
  }
  return wrong;
}

function changed(bytes: Buffer, at: number, to: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = to(copy[at] ?? 0);
  return copy;
}

function spliced(bytes: Buffer, at: number, out: number, put: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + out)]);
}

function random(count: number, upTo: (most: number) => number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => upTo(256)));
}
