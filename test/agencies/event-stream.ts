export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** A stream of Server-Sent Events as a client reads it, heartbeats included. */
export class EventStream {
  private text = '';
  private readonly reader: ReadableStreamDefaultReader<string>;

  constructor(private readonly response: Response) {
    if (!response.body) throw new Error('no stream was answered');
    this.reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  get status(): number {
    return this.response.status;
  }

  get headers(): Headers {
    return this.response.headers;
  }

  /** The next event that is wanted; others are passed by. */
  async event(isWanted: (event: StreamedEvent) => boolean): Promise<StreamedEvent> {
    for (;;) {
      const event = await this.next();
      if (!event) throw new Error('the stream ended');
      if (isWanted(event)) return event;
    }
  }

  /** Reads on until the service ends the stream. */
  async ended(): Promise<true> {
    while (await this.next());
    return true;
  }

  close(): Promise<void> {
    return this.reader.cancel();
  }

  private async next(): Promise<StreamedEvent | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await this.reader.read();
        if (done) return null;
        this.text += value;
        continue;
      }
      const lines = this.text.slice(0, end).split('\n');
      this.text = this.text.slice(end + 2);
      const field = (name: string): string => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
      if (field('retry') === '') return { id: field('id'), event: field('event'), data: field('data') };
    }
  }
}
