/** The action runs at the first call; every call has its answer. */
export function once<Value>(action: () => Promise<Value>): () => Promise<Value> {
  let done: Promise<Value> | null = null;
  return () => (done ??= action());
}
