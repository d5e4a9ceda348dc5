// From LOGIN7 to a session: SQL logins, the NTLM stub, federated tokens; and the tokens that end a login.
import { randomBytes } from 'node:crypto';
import {
  type Engine,
  EngineError,
  type EngineSession,
  type LoginAttempt,
  type ServerMessage,
} from '../contract.ts';
import type { ByteWriter } from './byte-writer.ts';
import { collationBytes } from './collation.ts';
import {
  loginOfToken,
  readFederatedRequest,
  readFederatedToken,
  writeFederatedInfo,
} from './federated-token.ts';
import { FEATURE, type Login7 } from './login7.ts';
import { isNtlm, readAuthenticate, writeChallenge } from './ntlm.ts';
import {
  CHANGE,
  writeBytesChange,
  writeFeatureAck,
  writeFederatedInfoToken,
  writeLoginAck,
  writeMessage,
  writeSspi,
  writeTextChange,
} from './tokens.ts';

/** What comes next in a login: an attempt to check, or an answer that the client replies to. */
export type LoginStep =
  | { readonly attempt: LoginAttempt }
  | { readonly ask: (writer: ByteWriter) => void; readonly reply: 'sspi' | 'federated-token' };

/** The first step of a LOGIN7. */
export function beginLogin(login7: Login7, engine: Engine): LoginStep {
  if (login7.sspi !== undefined) return challenge(login7.sspi, engine);
  const federated = login7.features.get(FEATURE.federatedAuthentication);
  if (federated === undefined) {
    return { attempt: { ...identity(login7), login: login7.user, password: login7.password } };
  }
  const { token } = readFederatedRequest(federated);
  if (token !== undefined) return { attempt: external(login7, token) };
  return { ask: (writer) => writeFederatedInfoToken(writer, writeFederatedInfo()), reply: 'federated-token' };
}

/** The attempt that a client's reply to {@link LoginStep} makes. */
export function continueLogin(
  login7: Login7,
  payload: Buffer,
  kind: 'sspi' | 'federated-token',
): LoginAttempt {
  if (kind === 'federated-token') return external(login7, readFederatedToken(payload));
  if (!isNtlm(payload, 3)) throw untrusted();
  return { ...identity(login7), login: readAuthenticate(payload), windows: true };
}

/** Opens a session, refusing as long as the fault of transient logins lasts. */
export function openSession(engine: Engine, attempt: LoginAttempt, transient: boolean): EngineSession {
  if (!transient) return engine.login(attempt);
  throw new EngineError({
    number: 40613,
    severity: 17,
    message:
      `Database '${attempt.database || 'master'}' on server '${engine.serverName}' is not currently available. ` +
      'Please retry the connection later.',
  });
}

/** What a server says when a login succeeded, but for the DONE. */
export function writeWelcome(
  writer: ByteWriter,
  welcome: { engine: Engine; login7: Login7; database: string; tdsVersion: number; packetSize: number },
): void {
  const { engine, database } = welcome;
  const say = (message: ServerMessage): void =>
    writeMessage(writer, 'info', { ...message, server: engine.serverName });
  writeTextChange(writer, CHANGE.database, database, 'master');
  say({
    number: 5701,
    severity: 0,
    state: 1,
    line: 1,
    message: `Changed database context to '${database}'.`,
  });
  writeBytesChange(writer, CHANGE.collation, collationBytes(engine.collation), new Uint8Array());
  writeTextChange(writer, CHANGE.language, 'us_english', '');
  say({ number: 5703, severity: 0, state: 1, line: 1, message: 'Changed language setting to us_english.' });
  writeLoginAck(writer, { tdsVersion: welcome.tdsVersion, productVersion: engine.productVersion });
  writeTextChange(writer, CHANGE.packetSize, String(welcome.packetSize), '4096');
  const features = acknowledged(welcome.login7, engine);
  if (features.size > 0) writeFeatureAck(writer, features);
}

function challenge(token: Buffer, engine: Engine): LoginStep {
  if (!isNtlm(token, 1)) throw untrusted();
  const domain = engine.serverName.split('\\')[0] ?? '';
  return {
    ask: (writer) => writeSspi(writer, writeChallenge(domain, domain, randomBytes(8))),
    reply: 'sspi',
  };
}

function external(login7: Login7, token: string): LoginAttempt {
  return { ...identity(login7), login: loginOfToken(token), external: true };
}

function untrusted(): EngineError {
  return new EngineError({
    number: 18452,
    severity: 14,
    message:
      'Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication.',
  });
}

function identity(login7: Login7): Pick<LoginAttempt, 'database' | 'applicationName' | 'readOnlyIntent'> {
  return {
    database: login7.database,
    applicationName: login7.application,
    readOnlyIntent: login7.readOnlyIntent,
  };
}

function acknowledged(login7: Login7, engine: Engine): Map<number, Uint8Array> {
  const features = new Map<number, Uint8Array>();
  if (login7.features.has(FEATURE.federatedAuthentication)) {
    features.set(FEATURE.federatedAuthentication, new Uint8Array());
  }
  if (login7.features.has(FEATURE.utf8) && engine.version >= 2019)
    features.set(FEATURE.utf8, Uint8Array.of(1));
  return features;
}
