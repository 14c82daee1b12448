/** Text that is HTML already. Made by `markup` alone, which escapes whatever is put into it. */
export class Markup { constructor(readonly html: string) {} }

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A template for HTML: what stands in it is HTML, what is put into it is text, unless it is Markup itself or a list of it. */
export function markup(parts: TemplateStringsArray, ...values: (string | number | Markup | readonly Markup[])[]): Markup {
  const put = (value: (typeof values)[number]): string => (value instanceof Markup ? value.html : Array.isArray(value) ? value.map(put).join('') : escape(String(value)));
  return new Markup(parts.reduce((all, part, k) => all + part + (k < values.length ? put(values[k]) : ''), ''));
}
