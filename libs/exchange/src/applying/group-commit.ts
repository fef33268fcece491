/**
 * Gathers what arrives while one commit is under way, and hands it on as one group. No timer: an idle system commits at once, a busy one in
 * groups as large as its commits are slow. kafkajs hands out all partitions of a fetch in one turn of the event loop, so that turn is one group.
 */
export class GroupCommit<T> {
  private waiting: { item: T; done: () => void; failed: (reason: unknown) => void }[] = [];
  private isCommitting = false;

  constructor(private readonly commit: (group: readonly T[]) => Promise<void>) {}

  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isCommitting) this.next();
    });
  }

  private next(): void {
    this.isCommitting = true;
    setImmediate(() => void this.flush());
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
    if (this.waiting.length > 0) this.next();
  }
}
