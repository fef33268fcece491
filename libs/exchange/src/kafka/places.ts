/** A partition of a topic. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** In the form in which kafkajs pauses and resumes. */
export function byTopic(places: readonly Place[]): { topic: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of places) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}
