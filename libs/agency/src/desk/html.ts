/** Markup. Only the `html` template makes it, so whatever else gets into a page is text. */
class Markup {
  constructor(readonly text: string) {}
}
export type Html = Markup;

/** What a template takes: markup as it is, everything else as text; nothing for what is absent. */
export type Content = Html | string | number | bigint | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

const escaped = (text: string): string => text.replace(/[&<>"'`]/g, (sign) => entities[sign] ?? sign);

function markupOf(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'object') return content.map(markupOf).join('');
  return escaped(String(content));
}

/** In a tag, outside the quotes of a value: there no escaping helps. */
function isBareInTag(before: string): boolean {
  const tag = before.slice(before.lastIndexOf('<'));
  return before.includes('<') && !tag.includes('>') && tag.split('"').length % 2 === 1;
}

/** Escapes what is put in, for text and for attribute values in double quotes. @throws where a text is put into another place */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  const text = parts.reduce((before, part, at) => {
    const content = contents[at - 1];
    if (!isPlaceless(content) && isBareInTag(parts.slice(0, at).join(''))) throw new Error(`a text needs quotes here: ${parts[at - 1]}`);
    return `${before}${markupOf(content)}${part}`;
  });
  return new Markup(text);
}

/** Markup of ours, such as an attribute, or nothing. */
const isPlaceless = (content: Content): boolean => content instanceof Markup || markupOf(content) === '';
