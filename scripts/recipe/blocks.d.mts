/** What a document tells to type: its shell blocks in their order, and the files that it gives, by name. */
export function blocksOf(document: string): { readonly shell: readonly string[]; readonly files: readonly (readonly [string, string])[] };
