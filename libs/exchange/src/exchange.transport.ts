import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Member } from '@timpora/contracts';

import type { Exchange } from './exchange.js';

/**
 * The exchange as a Nest transport, so that it starts and stops with the application. Nest's own Kafka transport hands over one message at a
 * time and replaces the errors of handlers, so neither one commit for many events nor our answers to faults would be possible with it.
 */
export class ExchangeTransport extends Server implements CustomTransportStrategy {
  constructor(private readonly exchange: Exchange<Member>) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      this.exchange.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  close(): Promise<void> {
    return this.exchange.stop();
  }

  on(): never {
    throw new Error('the exchange has no transport events; its log and metrics tell');
  }

  unwrap<T>(): T {
    return this.exchange as T;
  }
}
