// Linked servers, and who goes to them as whom.
import { bool, id, int, name, opt, type ShapesOf, text } from './property-shape.ts';

/** Their shapes. */
export const LINKED_SERVER_SHAPES = {
  'linked-server': {
    one: 'linked server',
    many: 'Linked servers',
    branch: 'linked-servers',
    properties: {
      name: id(name),
      product: opt(text),
      provider: name,
      dataSource: opt(text),
      location: opt(text),
      providerString: opt(text),
      catalog: opt(name),
      isRpcEnabled: bool,
      isRpcOutEnabled: bool,
      isDataAccessEnabled: bool,
      isCollationCompatible: bool,
      usesRemoteCollation: bool,
      collation: opt(text),
      isSchemaValidatedLazily: bool,
      connectTimeout: int,
      queryTimeout: int,
      isTransactionPromoted: bool,
      isPublisher: bool,
      isSubscriber: bool,
      isDistributor: bool,
      isRemote: opt(bool),
    },
  },
  'linked-login': {
    one: 'linked login',
    many: 'Linked logins',
    branch: 'linked-servers',
    properties: { server: id(name), login: id(opt(name)), usesSelf: bool, remoteName: opt(name) },
  },
} satisfies ShapesOf<'linked-server' | 'linked-login'>;
