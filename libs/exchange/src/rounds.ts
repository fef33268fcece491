import { setTimeout as sleep } from 'node:timers/promises';

export interface RoundsParts {
  /** @returns how much there was to do */
  readonly round: () => Promise<number>;
  /** Longest rest after a round in which there was nothing to do, or that failed. */
  readonly idleMs: number;
  readonly onFault: (error: unknown) => void;
}

/** Goes round as long as there is something to do, then rests until it is woken or some time has passed. A fault ends a round, never all. */
export class Rounds {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private wakeUp: (() => void) | null = null;
  private isAwake = false;

  constructor(private readonly parts: RoundsParts) {}

  start(): void {
    this.running = this.run();
  }

  wake(): void {
    this.isAwake = true;
    this.wakeUp?.();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.isAwake = false;
      const done = await this.parts.round().catch((error: unknown) => {
        this.parts.onFault(error);
        return 0;
      });
      if (done === 0 && !this.isAwake) await this.rest();
    }
  }

  private async rest(): Promise<void> {
    const woken = new AbortController();
    this.wakeUp = () => woken.abort();
    const signal = AbortSignal.any([woken.signal, this.stopping.signal]);
    await sleep(this.parts.idleMs, undefined, { signal }).catch(() => undefined);
    this.wakeUp = null;
  }
}
