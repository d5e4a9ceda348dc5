// The tables of msdb that tell who may use a proxy of SQL Server Agent or a profile of Database Mail.
import { CATEGORY_CLASSES, PROXY_USER_KINDS } from '../../model/facts/msdb-fact.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { categoryKey, NO_CATEGORY } from '../state/msdb-state.ts';
import { isMade, type Principal } from '../state/principal.ts';
import { binary, bit, type Cell, keyed, textOf, type View } from './cell.ts';
import { sidCell, userSidCell } from './principal-views.ts';

/** Database Mail has a SID of its own for `public`. */
const mailSid = (found: Principal, database: DatabaseState): Cell =>
  found.name === 'public' ? { hex: '0x00' } : userSidCell(found, database);

/** The number of the category that operators have who are in none. */
const NO_CATEGORY_ID = -1;

/** By their names in lower case, without the schema. */
export const MSDB_VIEWS: Readonly<Record<string, View>> = {
  *sysproxies({ server }, hint) {
    for (const proxy of keyed(server.msdb.proxies, textOf(hint.name))) {
      if (!isMade(proxy)) continue;
      const { id, name, credential = '', isEnabled, description } = proxy;
      yield {
        proxy_id: id,
        name,
        credential_id: server.credentials.get(credential)?.id ?? null,
        enabled: bit(isEnabled),
        description: description ?? null,
      };
    }
  },
  *sysproxysubsystem({ server }) {
    for (const { proxy, subsystem } of server.msdb.proxySubsystems.values())
      yield { proxy_id: proxy.id, subsystem_id: subsystem };
  },
  *sysproxylogin({ server }) {
    for (const { proxy, userKind, principal } of server.msdb.proxyUsers.values())
      yield { proxy_id: proxy.id, sid: sidCell(principal), flags: PROXY_USER_KINDS.indexOf(userKind) };
  },
  *sysjobs({ server }, hint) {
    for (const job of keyed(server.msdb.jobs, textOf(hint.name)))
      if (isMade(job)) yield { name: job.name, owner_sid: binary(job.ownerSid), enabled: bit(job.isEnabled) };
  },
  *syscategories({ server }) {
    yield {
      category_id: NO_CATEGORY_ID,
      category_class: CATEGORY_CLASSES.indexOf('OPERATOR') + 1,
      name: NO_CATEGORY,
    };
    for (const { id, class: of, name, isMentioned } of server.msdb.categories.values())
      if (isMentioned !== true)
        yield { category_id: id, category_class: CATEGORY_CLASSES.indexOf(of) + 1, name };
  },
  *sysoperators({ server }, hint) {
    for (const operator of keyed(server.msdb.operators, textOf(hint.name))) {
      if (!isMade(operator)) continue;
      const { name, isEnabled, email, pager, netSend, category } = operator;
      const own = category === undefined ? undefined : categoryKey({ class: 'OPERATOR', name: category });
      yield {
        name,
        enabled: bit(isEnabled),
        email_address: email ?? null,
        pager_address: pager ?? null,
        netsend_address: netSend ?? null,
        category_id: own === undefined ? NO_CATEGORY_ID : server.msdb.categories.get(own)?.id,
      };
    }
  },
  *sysmail_profile({ server }) {
    for (const { id, name } of server.msdb.mailProfiles.values()) yield { profile_id: id, name };
  },
  *sysmail_principalprofile({ server, database }) {
    for (const { profile, principal, isDefault } of server.msdb.mailUsers.values())
      yield {
        profile_id: profile.id,
        principal_sid: mailSid(principal, database),
        is_default: bit(isDefault),
      };
  },
};
