// The server itself and what is set and kept beside its principals.
import { bool, hex, id, int, inventory, name, oneOf, opt, type ShapesOf, text } from './property-shape.ts';

/** Their shapes. */
export const SERVER_SHAPES = {
  server: {
    one: 'server',
    many: 'Server',
    class: 'SERVER',
    properties: {
      name,
      machineName: name,
      instanceName: opt(name),
      productVersion: inventory(text),
      edition: inventory(text),
      engineEdition: inventory(int),
      collation: inventory(text),
      isWindowsOnly: opt(bool),
    },
  },
  configuration: {
    one: 'option',
    many: 'Configuration options',
    branch: 'configurations',
    properties: {
      name: id(name),
      value: int,
      valueInUse: int,
      needsRestart: inventory(opt(oneOf(true))),
    },
  },
  'trusted-assembly': {
    one: 'trusted assembly',
    many: 'Trusted assemblies',
    branch: 'trusted-assemblies',
    properties: { hash: id(hex), description: opt(text) },
  },
  message: {
    one: 'message',
    many: 'User-defined messages',
    branch: 'messages',
    properties: {
      messageId: id(int),
      languageId: id(int),
      language: opt(name),
      severity: int,
      isEventLogged: bool,
      text,
    },
  },
  credential: {
    one: 'credential',
    many: 'Credentials',
    class: 'CREDENTIAL',
    branch: 'credentials',
    properties: { name: id(name), identity: name, provider: opt(name) },
  },
} satisfies ShapesOf<'server' | 'configuration' | 'trusted-assembly' | 'message' | 'credential'>;
