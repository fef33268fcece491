/** What a document tells to type: its shell blocks in their order, and the files that it gives, by name. */
export function blocksOf(document) {
  const found = [...document.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language, name, content]) => ({
    language,
    name,
    content,
  }));
  return {
    shell: found.filter(({ language }) => language === 'sh').map(({ content }) => content.trim()),
    files: found.filter(({ name }) => name !== undefined).map(({ name, content }) => [name, content]),
  };
}
