// How much a server may send before it is taken for hostile or broken. All but the answer's are far above what SQL
// Server sends; the answer's is above what any catalogue holds.

/** Limits of what a server may send, in bytes unless said otherwise. */
export interface WireLimits {
  /** The server's part of PRELOGIN and of the TLS handshake in it. Default 64 KiB. */
  readonly handshake: number;
  /** Everything from LOGIN7 until the login is done. Default 1 MiB. */
  readonly login: number;
  /** One value. Default 64 MiB. */
  readonly value: number;
  /** One part of a value that comes in parts, or a value of the old types that come in one. Default 8 MiB. */
  readonly part: number;
  /** One row. Default 128 MiB. */
  readonly row: number;
  /** The whole answer to one batch. Default 8 GiB. */
  readonly answer: number;
  /** Error messages in one answer, counted. Default 10,000. */
  readonly errors: number;
}

/** The limits that hold unless a target says otherwise. */
export const WIRE_LIMITS: WireLimits = {
  handshake: 64 * 1024,
  login: 1024 ** 2,
  value: 64 * 1024 ** 2,
  part: 8 * 1024 ** 2,
  row: 128 * 1024 ** 2,
  answer: 8 * 1024 ** 3,
  errors: 10_000,
};
