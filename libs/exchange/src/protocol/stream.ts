/** The events of one issuer in one partition of one topic. */
export interface Stream {
  readonly issuer: string;
  readonly topic: string;
  readonly partition: number;
}

/** A place in a stream: everything up to `sequence` of `generation` is known, and the hash chain has this value there. */
export interface Position {
  readonly generation: number;
  readonly sequence: number;
  /** 32 bytes, hex. */
  readonly head: string;
}

export const streamKey = ({ issuer, topic, partition }: Stream): string => `${issuer}/${topic}/${partition}`;
