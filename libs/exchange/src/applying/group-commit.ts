/** As long as a busy system waits for more before it commits, ms: half of what an officer could notice, and a commit of ten costs as much as one of two. */
const gatherMs = 25;

/**
 * Gathers what arrives while one commit is under way, and hands it on as one group. An idle system commits at once; a busy one, whose last commit has
 * only just ended, waits a little, in which kafkajs waits too and finds more at its next fetch. kafkajs hands out all partitions of a fetch in one turn
 * of the event loop, so that turn is one group.
 */
export class GroupCommit<T> {
  private waiting: { item: T; done: () => void; failed: (reason: unknown) => void }[] = [];
  private isCommitting = false;
  private endedAt = -Infinity;

  constructor(private readonly commit: (group: readonly T[]) => Promise<void>) {}

  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isCommitting) this.next();
    });
  }

  private next(): void {
    this.isCommitting = true;
    const restMs = this.endedAt + gatherMs - performance.now();
    if (restMs > 0) setTimeout(() => void this.flush(), restMs);
    else setImmediate(() => void this.flush());
  }

  private async flush(): Promise<void> {
    const group = this.waiting;
    this.waiting = [];
    try {
      await this.commit(group.map(({ item }) => item));
      for (const { done } of group) done();
    } catch (reason) {
      for (const { failed } of group) failed(reason);
    }
    this.isCommitting = false;
    this.endedAt = performance.now();
    if (this.waiting.length > 0) this.next();
  }
}
