export interface ProgressOptions {
  /** The loops that must go on. */
  readonly loops: readonly string[];
  /** Silence after which a loop counts as stuck, ms. */
  readonly stuckAfterMs: number;
  /** Rebuilds in a row, without progress between them, after which it counts as stuck too. */
  readonly mostRebuilds?: number;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

interface Loop {
  beatAt: number;
  rebuilds: number;
}

/** Whether a service lives: its loops make progress, or prove that they are idle. An open port proves nothing. */
export class Progress {
  private readonly loops: Map<string, Loop>;
  private readonly now: () => number;

  constructor(private readonly options: ProgressOptions) {
    this.now = options.now ?? (() => performance.now());
    this.loops = new Map(options.loops.map((name) => [name, { beatAt: this.now(), rebuilds: 0 }]));
  }

  /** The loop did something, or looked and found nothing to do. */
  beat(name: string): void {
    this.loops.set(name, { beatAt: this.now(), rebuilds: 0 });
  }

  /** The loop crashed and was built anew. */
  rebuilt(name: string): void {
    const loop = this.loops.get(name);
    if (loop) loop.rebuilds++;
  }

  isLive(): boolean {
    const { stuckAfterMs, mostRebuilds = 20 } = this.options;
    return [...this.loops.values()].every(({ beatAt, rebuilds }) => this.now() - beatAt <= stuckAfterMs && rebuilds <= mostRebuilds);
  }
}
