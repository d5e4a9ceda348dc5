// The way out of a connection, where the faults of the wire are: delay between packets, the end after so many bytes.
import type { Faults } from '../contract.ts';
import type { Outlet } from './answer.ts';
import type { Channel } from './channel.ts';
import { DEFAULT_PACKET_SIZE } from './packet.ts';

export class Outbound implements Outlet {
  readonly spid: number;
  packetSize = DEFAULT_PACKET_SIZE;
  /** Set when the login is over: only what comes after it counts as sent. */
  counting = false;
  readonly #channel: Channel;
  readonly #faults: Faults;
  #sent = 0;

  constructor(channel: Channel, faults: Faults, spid: number) {
    this.#channel = channel;
    this.#faults = faults;
    this.spid = spid;
  }

  get delayPacketMs(): number | undefined {
    return this.counting ? this.#faults.delayPacketMs : undefined;
  }

  send(packets: Buffer, sent: () => void): Promise<void> | undefined {
    const limit = this.counting ? this.#faults.dropAfterBytes : undefined;
    if (this.counting) this.#sent += packets.length;
    if (limit === undefined || this.#sent <= limit) return this.#channel.write(packets, sent);
    const allowed = packets.subarray(0, Math.max(0, packets.length - (this.#sent - limit)));
    void this.#channel.write(allowed, () => this.#channel.destroy());
    return this.#channel.whenClosed;
  }
}
